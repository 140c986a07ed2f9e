using System.Numerics;

namespace Sequence.Sdk.Tests.Numerics;

/// <summary>The same arithmetic without any limit of width.</summary>
internal static class Oracle
{
    public static BigInteger Divide(BigInteger numerator, BigInteger denominator, MidpointRounding rounding)
    {
        if (denominator < 0)
            (numerator, denominator) = (-numerator, -denominator);
        BigInteger rest = ((numerator % denominator) + denominator) % denominator;
        BigInteger floor = (numerator - rest) / denominator;
        BigInteger ceiling = rest.IsZero ? floor : floor + 1;
        BigInteger inwards = numerator < 0 ? ceiling : floor;
        BigInteger outwards = numerator < 0 ? floor : ceiling;
        bool half = rest * 2 == denominator;
        BigInteger nearest = rest * 2 < denominator ? floor : ceiling;
        return rounding switch
        {
            MidpointRounding.ToNegativeInfinity => floor,
            MidpointRounding.ToPositiveInfinity => ceiling,
            MidpointRounding.ToZero => inwards,
            MidpointRounding.AwayFromZero => half ? outwards : nearest,
            MidpointRounding.ToEven => half ? (floor.IsEven ? floor : ceiling) : nearest,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
        };
    }

    /// <summary>Whether the calculation gives what the unlimited one gives, or overflows exactly when that does not fit.</summary>
    public static bool Agrees(BigInteger expected, Func<long> calculate)
    {
        bool fits = expected >= long.MinValue && expected <= long.MaxValue;
        try
        {
            return calculate() == expected && fits;
        }
        catch (OverflowException)
        {
            return !fits;
        }
    }
}
