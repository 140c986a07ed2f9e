using System.Text;
using System.Text.Json;

namespace Sequence.Sdk.Transport;

/// <summary>Classifies the body of a 2xx response without knowing the type of the answer.</summary>
/// <param name="IsJson">False when the server cannot have sent it: a page, or text that breaks off.</param>
/// <param name="Error">The error that stands in the place of an answer; null when there is none.</param>
internal readonly record struct SuccessBody(bool IsJson, ErrorAnswer? Error = null)
{
    /// <summary>No error of a read is longer; a longer answer is left to its reader, since a page of markets would be read twice.</summary>
    private const int LongestErrorOfRead = 64 * 1024;

    /// <param name="body">The whole body.</param>
    /// <param name="isRead">
    /// True for an operation that changes nothing. Its answer is data, in which a word such as <c>success</c> can mean anything,
    /// so that only the envelope and an object that holds nothing but an error count.
    /// </param>
    public static SuccessBody Inspect(ReadOnlySpan<byte> body, bool isRead)
    {
        body = Trimmed(body);
        if (body.IsEmpty)
            return new SuccessBody(IsJson: true);
        if (!StartsJson(body[0]))
            return default;
        if (isRead && body.Length > LongestErrorOfRead)
            return new SuccessBody(IsJson: true);
        try
        {
            return new SuccessBody(IsJson: true, IsError(body, isRead) ? ErrorAnswer.Read(Encoding.UTF8.GetString(body)) : null);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool IsError(ReadOnlySpan<byte> body, bool isRead)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        bool isError = json.TokenType switch
        {
            JsonTokenType.StartObject => IsErrorObject(ref json, isRead),
            JsonTokenType.StartArray => HasErrorElement(ref json, isRead),
            JsonTokenType.False => !isRead,
            _ => false,
        };

        // To the end: text behind the value, or a value that breaks off, throws.
        while (json.Read())
            json.Skip();
        return isError;
    }

    /// <summary>A list of results, one of which is an error: part of the work was not done.</summary>
    private static bool HasErrorElement(ref Utf8JsonReader json, bool isRead)
    {
        bool isError = false;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
                isError |= IsErrorObject(ref json, isRead);
            else
                json.Skip();
        }

        return isError && !isRead;
    }

    private static bool IsErrorObject(ref Utf8JsonReader json, bool isRead)
    {
        bool isEnvelope = false;
        bool saysFailure = false;
        bool namesError = false;
        bool isErrorOnly = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            FailureWords.Member member = FailureWords.MemberOf(json.ValueSpan);
            json.Read();
            isErrorOnly &= member != FailureWords.Member.Other;
            isEnvelope |= member == FailureWords.Member.Envelope && json.TokenType == JsonTokenType.StartObject;
            bool isFailure = FailureWords.SaysFailure(member, ref json);
            saysFailure |= isFailure && member != FailureWords.Member.Code;
            namesError |= isFailure;
            json.Skip();
        }

        return isEnvelope || (isErrorOnly ? namesError : saysFailure && !isRead);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        return body.Trim(" \t\r\n"u8);
    }

    private static bool StartsJson(byte first) => first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' || char.IsAsciiDigit((char)first);
}
