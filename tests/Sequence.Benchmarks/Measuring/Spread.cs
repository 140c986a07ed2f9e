using System.Globalization;

namespace Sequence.Benchmarks.Measuring;

/// <summary>The median of some values, and the band in which the middle 80 % of them lie.</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    public string Band => string.Create(CultureInfo.InvariantCulture, $"({Low:0.00}-{High:0.00})");

    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[sorted.Length / 10], sorted[sorted.Length / 2], sorted[sorted.Length - 1 - (sorted.Length / 10)]);
    }
}
