namespace Sequence.Sdk.Tests.Numerics;

/// <summary>The public members that every amount type has, so that one set of tests holds them all to the same promises.</summary>
public sealed record AmountFace<T>
{
    public required int Digits { get; init; }

    public required long Scale { get; init; }

    public required Func<long, T> FromRaw { get; init; }

    public required Func<T, long> Raw { get; init; }

    public required Func<decimal, T> FromDecimal { get; init; }

    public required Func<decimal, MidpointRounding, T> FromDecimalRounded { get; init; }

    public required TryConvert<T> TryFromDecimal { get; init; }

    public required Func<T, decimal> ToDecimal { get; init; }

    public required Func<T, T, T> Add { get; init; }

    public required Func<T, T, T> Subtract { get; init; }

    public required Func<T, T> Negate { get; init; }

    public required Func<T, T> Abs { get; init; }

    public required Func<T, T, T> Min { get; init; }

    public required Func<T, T, T> Max { get; init; }

    public required Func<T, T, (bool Equal, bool Unequal, bool Less, bool Greater, bool LessOrEqual, bool GreaterOrEqual)> Compare { get; init; }

    public required (T Zero, T Min, T Max) Constants { get; init; }
}
