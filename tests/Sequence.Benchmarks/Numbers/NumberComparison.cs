using System.Globalization;
using Sequence.Benchmarks.Measuring;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Numbers;

/// <summary>Quantities as <see cref="Qty"/> against the same work on <c>decimal</c>.</summary>
internal static class NumberComparison
{
    private const int Rounds = 21;
    private const int Values = 1024;
    private const int Seed = 11;
    private const decimal Scale = Qty.Scale;

    private static readonly TimeSpan SlotLength = TimeSpan.FromMilliseconds(60);

    private static readonly decimal[] Decimals = Quantities();

    private static readonly string[] Texts = [.. Decimals.Select(value => value.ToString(CultureInfo.InvariantCulture))];

    private static readonly Qty[] Fixed = [.. Decimals.Select(Qty.FromDecimal)];

    private static decimal s_decimal;
    private static long s_raw;
    private static Qty s_qty;

    public static async Task RunAsync()
    {
        Verify();
        await new Comparison("numbers: text to a number", Rounds, SlotLength).RunAsync(
            Each("decimal.Parse", i => s_decimal = decimal.Parse(Texts[i], CultureInfo.InvariantCulture)),
            Each("decimal.Parse, then to the wire by hand", i => s_raw = ByHand(decimal.Parse(Texts[i], CultureInfo.InvariantCulture))),
            Each("Qty.Parse", i => s_qty = Qty.Parse(Texts[i], CultureInfo.InvariantCulture)));
        await new Comparison("numbers: decimal to the wire's integer", Rounds, SlotLength).RunAsync(
            Each("decimal: scale, refuse a remainder, cast", i => s_raw = ByHand(Decimals[i])),
            Each("Qty.FromDecimal", i => s_qty = Qty.FromDecimal(Decimals[i])));
        await new Comparison("numbers: running sum", Rounds, SlotLength).RunAsync(
            Each("decimal +", i => s_decimal = i == 0 ? Decimals[0] : s_decimal + Decimals[i]),
            Each("Qty +", i => s_qty = i == 0 ? Fixed[0] : s_qty + Fixed[i]));
        GC.KeepAlive((s_decimal, s_raw, s_qty));
    }

    /// <summary>The exact conversion that a careful program writes for itself.</summary>
    private static long ByHand(decimal value)
    {
        decimal scaled = value * Scale;
        return decimal.Truncate(scaled) == scaled ? checked((long)scaled) : throw new ArgumentException("more than 8 decimals", nameof(value));
    }

    private static void Verify()
    {
        for (int i = 0; i < Values; i++)
        {
            string raw = ByHand(Decimals[i]).ToString(CultureInfo.InvariantCulture);
            SameResult.Require("Qty.FromDecimal", raw, Fixed[i].Raw.ToString(CultureInfo.InvariantCulture));
            SameResult.Require("Qty.Parse", raw, Qty.Parse(Texts[i], CultureInfo.InvariantCulture).Raw.ToString(CultureInfo.InvariantCulture));
            if (decimal.Parse(Texts[i], CultureInfo.InvariantCulture) != Decimals[i])
                throw new InvalidOperationException($"{Texts[i]} is read as another number.");
        }

        if (Fixed.Aggregate(Qty.Zero, (sum, value) => sum + value).ToDecimal() != Decimals.Sum())
            throw new InvalidOperationException("The sums differ.");
    }

    private static decimal[] Quantities()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Values).Select(_ => new decimal(random.Next(1, int.MaxValue), random.Next(0, 4), 0, random.Next(2) == 0, (byte)random.Next(2, 9)))];
    }

    private static Candidate Each(string name, Action<int> one) => Candidate.Of(name, times =>
    {
        for (int i = 0; i < times; i++)
            one(i % Values);
    });
}
