using System.Globalization;
using Newtonsoft.Json;
using Sequence.Exchange.Generation;

namespace Sequence.Sandbox.Http;

/// <summary>Reads one JSON value of a bounded size. What is no JSON is refused with the place in the text.</summary>
internal static class JsonText
{
    /// <summary>Values and members that a text may hold: several times the largest graph, and read in milliseconds.</summary>
    public const int MostValues = 200_000;

    private static readonly JsonLoadSettings Strict = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <param name="text">The text.</param>
    /// <param name="subject">What it is, as the start of a message: <c>The body</c>.</param>
    /// <exception cref="ApiErrorException">400: it is no JSON, nests too deep, holds too much, has a member twice or more than one value.</exception>
    public static JToken Read(TextReader text, string subject)
    {
        using var reader = new CountingReader(text);
        WireJson.SetUp(reader);
        try
        {
            JToken value = JToken.ReadFrom(reader, Strict);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    throw ApiErrorException.BadRequest($"{subject} has text after its JSON value.");
            }

            return value;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"line {reader.LineNumber}, position {reader.LinePosition}");
            throw ApiErrorException.Unreadable(reader.Path, $"{subject} {Problem(e, reader)} ({place}).");
        }
    }

    /// <summary>The reader's own messages name its types and settings.</summary>
    private static string Problem(Exception e, CountingReader reader)
    {
        if (reader.IsTooLong)
            return string.Create(CultureInfo.InvariantCulture, $"holds more than {MostValues} values");
        if (reader.Depth >= WireJson.MaxDepth && e.Message.Contains("MaxDepth", StringComparison.Ordinal))
            return string.Create(CultureInfo.InvariantCulture, $"is nested deeper than {WireJson.MaxDepth} levels");
        if (e.Message.StartsWith("Additional text", StringComparison.Ordinal))
            return "has text after its JSON value";
        if (e.Message.Contains("already exists", StringComparison.Ordinal))
            return "has a member twice";
        if (e.Message.Contains("decimal", StringComparison.Ordinal) || e.Message.Contains("integer", StringComparison.Ordinal) || e is OverflowException)
            return "is not JSON that can be read: it has a number that is out of range";
        bool isCut = e.Message.Contains("Unexpected end", StringComparison.Ordinal) || e.Message.Contains("Unterminated", StringComparison.Ordinal)
            || e.Message.StartsWith("Error reading", StringComparison.Ordinal);
        return isCut ? "is not JSON that can be read: it ends too early" : "is not JSON that can be read";
    }

    private sealed class CountingReader(TextReader text) : JsonTextReader(text)
    {
        private int _values;

        public bool IsTooLong => _values > MostValues;

        public override bool Read()
        {
            if (++_values > MostValues)
                throw new JsonReaderException("too long");
            return base.Read();
        }
    }
}
