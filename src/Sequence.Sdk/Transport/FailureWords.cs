using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sequence.Sdk.Transport;

/// <summary>The members by which servers, gateways and frameworks say that they failed, whatever the status: the envelope of the contract and the common other forms.</summary>
internal static class FailureWords
{
    /// <summary>What a member of a body says.</summary>
    internal enum Member
    {
        /// <summary>Data.</summary>
        Other,

        /// <summary>Stands beside an error and says nothing alone.</summary>
        Beside,

        /// <summary>The envelope of the contract, or a text in its place.</summary>
        Envelope,

        /// <summary>There only when something failed.</summary>
        Error,

        /// <summary>A flag that is false when something failed.</summary>
        Success,

        /// <summary>An HTTP status or a word.</summary>
        Status,

        /// <summary>A number or a word that names an error, unless other data stands beside it.</summary>
        Code,
    }

    private static readonly (string Name, Member Member)[] Members =
    [
        ("error", Member.Envelope), ("errors", Member.Error), ("failed", Member.Error), ("failures", Member.Error), ("error_code", Member.Error),
        ("success", Member.Success), ("ok", Member.Success), ("succeeded", Member.Success),
        ("status", Member.Status), ("statusCode", Member.Status), ("status_code", Member.Status), ("result", Member.Status), ("code", Member.Code),
        ("message", Member.Beside), ("messages", Member.Beside), ("msg", Member.Beside), ("detail", Member.Beside), ("details", Member.Beside), ("title", Member.Beside),
        ("type", Member.Beside), ("instance", Member.Beside), ("reason", Member.Beside), ("description", Member.Beside), ("error_description", Member.Beside),
        ("request_id", Member.Beside), ("requestId", Member.Beside), ("trace_id", Member.Beside), ("traceId", Member.Beside), ("timestamp", Member.Beside), ("path", Member.Beside),
    ];

    /// <summary>Words of a status that no state of a graph, an order or a deployment has.</summary>
    private static readonly string[] Failures = ["error", "fail", "failure"];

    public static Member MemberOf(ReadOnlySpan<byte> name)
    {
        foreach ((string known, Member member) in Members)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
                return member;
        }

        return Member.Other;
    }

    /// <summary>Whether the value of a member says that something failed. The reader stands on the value and stays there.</summary>
    public static bool SaysFailure(Member member, ref Utf8JsonReader json) => member switch
    {
        Member.Envelope or Member.Error => !IsNothing(json),
        Member.Success => json.TokenType == JsonTokenType.False || (json.TokenType == JsonTokenType.String && Ascii.EqualsIgnoreCase(json.ValueSpan, "false")),
        Member.Status or Member.Code => IsErrorStatus(ref json) || (member == Member.Code && json.TokenType == JsonTokenType.String && ErrorAnswer.IsCodeWord(json.GetString()!)),
        _ => false,
    };

    /// <summary>The error member of a success: null, false, 0, an empty text, or an empty list or object. The reader is a copy, which may move on.</summary>
    private static bool IsNothing(Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null or JsonTokenType.False => true,
        JsonTokenType.String => json.ValueSpan.IsEmpty,
        JsonTokenType.Number => json.TryGetDecimal(out decimal count) && count == 0,
        JsonTokenType.StartArray or JsonTokenType.StartObject => json.Read() && json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject,
        _ => false,
    };

    private static bool IsErrorStatus(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number)
            return json.TryGetInt32(out int status) && IsErrorStatus(status);
        if (json.TokenType != JsonTokenType.String)
            return false;
        string text = json.GetString()!;
        return Failures.Contains(text, StringComparer.OrdinalIgnoreCase) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && IsErrorStatus(number));
    }

    private static bool IsErrorStatus(int status) => status is >= 400 and < 600;
}
