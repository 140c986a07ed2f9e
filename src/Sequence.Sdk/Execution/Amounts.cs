namespace Sequence.Sdk;

/// <summary>Human amounts on their way to fixed point: each refusal names the field and says what to do.</summary>
internal static class Amounts
{
    public static T Exact<T>(decimal value, string field) where T : struct, IFixedPoint<T>
    {
        if (FixedPoint.TryFromDecimal(value, out T exact))
            return exact;
        decimal most = FixedPoint.ToDecimal(T.FromRaw(long.MaxValue));
        throw new SequenceValidationException(
            field,
            decimal.Abs(value) > most
                ? FormattableString.Invariant($"must be at most {most}, but was {value}.")
                : FormattableString.Invariant($"{value} has digits finer than 1e-{T.Digits}, which the wire cannot hold; round it first."));
    }

    public static T Positive<T>(decimal value, string field) where T : struct, IFixedPoint<T> => Positive(Exact<T>(value, field), field);

    public static T Positive<T>(T value, string field) where T : struct, IFixedPoint<T> => value.Raw > 0
        ? value
        : throw new SequenceValidationException(field, FormattableString.Invariant($"must be above 0, but was {FixedPoint.ToDecimal(value)}."));

    /// <summary>Basis points as the wire takes them: an unsigned 16-bit integer.</summary>
    public static int BasisPoints(int value, string field) => Check.InRange(value, 0, ushort.MaxValue, field);

    /// <summary>A span that the wire counts in milliseconds, 0 included. A fraction is refused: rounding it would change what was asked.</summary>
    public static long WholeMilliseconds(TimeSpan value, string field)
    {
        if (value < TimeSpan.Zero)
            throw new SequenceValidationException(field, $"must be 0 or more, but was {value}.");
        if (value.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new SequenceValidationException(field, $"must be whole milliseconds, but was {value}; round it first.");
        return value.Ticks / TimeSpan.TicksPerMillisecond;
    }
}
