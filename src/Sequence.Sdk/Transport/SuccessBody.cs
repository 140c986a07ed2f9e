using System.Text;
using System.Text.Json;

namespace Sequence.Sdk.Transport;

/// <summary>Classifies the body of a 2xx response without knowing the type of the answer.</summary>
/// <param name="IsJson">False when it cannot be the server's: a page, or text that breaks off.</param>
/// <param name="Error">The error that stands in the place of an answer; null when there is none.</param>
internal readonly record struct SuccessBody(bool IsJson, ErrorAnswer? Error = null)
{
    /// <summary>Longest body that is searched for an error; longer ones go straight to the reader of the answer.</summary>
    private const int LongestError = 64 * 1024;

    private static readonly byte[] ErrorMember = "error"u8.ToArray();

    /// <summary>Members that stand beside the text of an error, in the short form of the envelope.</summary>
    private static readonly string[] BesideError = ["code", "status", "message", "request_id", "details"];

    public static SuccessBody Inspect(ReadOnlySpan<byte> body)
    {
        body = Trimmed(body);
        if (body.IsEmpty)
            return new SuccessBody(IsJson: true);
        if (!StartsJson(body[0]))
            return default;
        if (body.Length > LongestError)
            return new SuccessBody(IsJson: true);
        try
        {
            return InspectWhole(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static SuccessBody InspectWhole(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        bool isObject = json.TokenType == JsonTokenType.StartObject;
        JsonTokenType error = JsonTokenType.None;
        int others = 0;
        while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isError = json.ValueTextEquals(ErrorMember);
            if (!isError && !IsBesideError(ref json))
                others++;
            json.Read();
            if (isError)
                error = json.TokenType;
            json.Skip();
        }

        // To the end: text behind the value, or a value that breaks off, throws.
        while (json.Read())
            json.Skip();
        bool isEnvelope = error == JsonTokenType.StartObject || (error == JsonTokenType.String && others == 0);
        return new SuccessBody(IsJson: true, isEnvelope ? ErrorAnswer.Read(Encoding.UTF8.GetString(body)) : null);
    }

    private static bool IsBesideError(ref Utf8JsonReader json)
    {
        foreach (string name in BesideError)
        {
            if (json.ValueTextEquals(name))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        return body.Trim(" \t\r\n"u8);
    }

    private static bool StartsJson(byte first) => first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' || char.IsAsciiDigit((char)first);
}
