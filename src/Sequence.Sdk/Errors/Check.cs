using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>Argument checks shared by every verb: each throws <see cref="SequenceValidationException"/> with the field's name.</summary>
internal static class Check
{
    /// <summary>The last second of the year 9999; a larger "Unix second" is a count of milliseconds or nanoseconds.</summary>
    private const long LastUnixSecond = 253_402_300_799;

    /// <summary>A text that becomes a path segment: not empty, and not <c>.</c> or <c>..</c>, which a URL would swallow.</summary>
    public static string PathValue([NotNull] string? value, string field)
    {
        Text(value, field);
        if (value is "." or "..")
            throw new SequenceValidationException(field, $"'{value}' cannot be part of a URL path.");
        return value;
    }

    /// <summary>A graph id of the caller's own. A colon is refused: the server's node-order ids would be cut at the wrong place.</summary>
    public static string GraphId([NotNull] string? value, string field)
    {
        PathValue(value, field);
        return value.Contains(':', StringComparison.Ordinal)
            ? throw new SequenceValidationException(field, $"must not hold a colon, but was '{value}'.")
            : value;
    }

    public static string Text([NotNull] string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new SequenceValidationException(field, "must not be empty.");
        return value;
    }

    /// <summary>Texts that travel as one comma list: at least one, none empty, none with a comma, which the server would take for two.</summary>
    public static IReadOnlyList<string> CommaList([NotNull] IEnumerable<string>? values, string field)
    {
        IReadOnlyList<string> list = Texts(values, field);
        foreach (string value in list)
        {
            if (value.Contains(','))
                throw new SequenceValidationException(field, $"'{value}' holds a comma, which separates the values on the wire.");
        }

        return list;
    }

    /// <summary>At least one text, none of them empty.</summary>
    public static IReadOnlyList<string> Texts([NotNull] IEnumerable<string>? values, string field)
    {
        if (values is null)
            throw new SequenceValidationException(field, "must not be null.");
        string[] list = [.. values];
        if (list.Length == 0)
            throw new SequenceValidationException(field, "must hold at least one value.");
        for (int i = 0; i < list.Length; i++)
            Text(list[i], $"{field}[{i}]");
        return list;
    }

    /// <summary>A free-form body, which is always an object.</summary>
    public static JObject JsonObject([NotNull] JToken? value, string field)
    {
        if (value is null)
            throw new SequenceValidationException(field, "must not be null.");
        return value as JObject ?? throw new SequenceValidationException(field, $"must be a JSON object, but was {value.Type}.");
    }

    public static T InRange<T>(T value, T min, T max, string field) where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            throw new SequenceValidationException(
                field, string.Create(CultureInfo.InvariantCulture, $"must be between {min} and {max}, but was {value}."));
        }

        return value;
    }

    public static decimal Positive(decimal value, string field) => value > 0
        ? value
        : throw new SequenceValidationException(field, string.Create(CultureInfo.InvariantCulture, $"must be above 0, but was {value}."));

    public static long UnixSeconds(long value, string field) => value is >= 0 and <= LastUnixSecond
        ? value
        : throw new SequenceValidationException(
            field, string.Create(CultureInfo.InvariantCulture, $"{value} is no Unix time in seconds. Pass seconds, not milliseconds or nanoseconds."));

    /// <summary>A window needs both ends: the server silently ignores one alone.</summary>
    public static void Window(long? startSeconds, long? endSeconds, string startField, string endField)
    {
        if (startSeconds is null != endSeconds is null)
        {
            (string given, string missing) = startSeconds is null ? (endField, startField) : (startField, endField);
            throw new SequenceValidationException(missing, $"is missing: {given} counts only together with it.");
        }

        Later(startSeconds, endSeconds, startField, endField);
    }

    /// <summary>An end is later than its start.</summary>
    public static void Later(long? startSeconds, long? endSeconds, string startField, string endField)
    {
        if (endSeconds <= startSeconds)
            throw new SequenceValidationException(endField, $"must be later than {startField}.");
    }
}
