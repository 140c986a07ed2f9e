using System.Diagnostics.CodeAnalysis;

namespace Sequence.Sdk;

/// <summary>Argument checks shared by every verb: each throws <see cref="SequenceValidationException"/> with the field's name.</summary>
internal static class Check
{
    /// <summary>A text that becomes a path segment: not empty, and not <c>.</c> or <c>..</c>, which a URL would swallow.</summary>
    public static string PathValue([NotNull] string? value, string field)
    {
        Text(value, field);
        if (value is "." or "..")
            throw new SequenceValidationException(field, $"'{value}' cannot be part of a URL path.");
        return value;
    }

    public static string Text([NotNull] string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new SequenceValidationException(field, "must not be empty.");
        return value;
    }

    public static T InRange<T>(T value, T min, T max, string field) where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            throw new SequenceValidationException(field, $"must be between {min} and {max}, but was {value}.");
        return value;
    }
}
