using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

/// <summary>Property checks that draw the same values on every run, on the test's own thread so that its culture holds.</summary>
internal static class Sampled
{
    private const int Draws = 5_000;
    private const ulong Seed = 20_260_418;

    private static readonly long[] Edges =
    [
        0, 1, -1, 5, -5, 10, 99_999_999, 100_000_000, 50_000_000, -50_000_000, 150_000_000, 999_999_999, 1_000_000_000,
        500_000_000, -500_000_000, int.MaxValue, int.MinValue, long.MaxValue, long.MaxValue - 1, long.MinValue, long.MinValue + 1,
        long.MaxValue / 2, long.MinValue / 2,
    ];

    /// <summary>The whole range, with the edges and the small and the round values that a uniform draw never meets.</summary>
    public static readonly Gen<long> Longs = Gen.OneOf<long>(
        Gen.Long,
        Gen.OneOf(Edges),
        Gen.Long[-100_000, 100_000],
        Gen.Int.Select(i => i * 1_000_000_000L),
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000]);

    public static readonly Gen<MidpointRounding> Roundings = Gen.OneOf(Enum.GetValues<MidpointRounding>());

    /// <summary>A value for which the claim does not hold is shrunk and reported by CsCheck.</summary>
    public static void Always<T>(Gen<T> values, Func<T, bool> holds, int draws = Draws)
    {
        PCG source = new(1, Seed);
        for (int i = 0; i < draws; i++)
        {
            string before = source.ToString(source.State);
            T value = values.Generate(source, null, out _);
            if (!holds(value))
            {
                values.Sample(holds, seed: before, iter: 1_000, threads: 1);
                Assert.Fail($"Does not hold for {value}.");
            }
        }
    }
}
