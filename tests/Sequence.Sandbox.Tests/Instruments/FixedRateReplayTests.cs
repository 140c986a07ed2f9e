using System.IO.Compression;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Recording;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>While a recorded market moves and nobody trades, an account is worth the same.</summary>
public sealed class FixedRateReplayTests : ExchangeTest
{
    private const int Seconds = 60;

    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, ReplayFile = Recording() };

    [Test]
    public async Task The_net_value_does_not_move_with_the_market_of_a_currency()
    {
        long first = await NavAsync();
        decimal low = decimal.MaxValue, high = 0;
        for (int second = 0; second < Seconds - 1; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            decimal mid = (decimal)(await GetAsync("/v1/quotes/BTC-ZAR"))["nbbo"]!["mid"]!;
            (low, high) = (Math.Min(low, mid), Math.Max(high, mid));
            Assert.That(await NavAsync(), Is.EqualTo(first), $"after {second + 1} s, at {mid} ZAR");
        }

        Assert.That(high / low, Is.GreaterThan(1.1m), "the market has moved");
    }

    private async Task<long> NavAsync() => (long)(await GetAsync("/v1/positions"))["totals"]!["nav_usd_1e9"]!;

    /// <summary>Every second both sides leave and come back two thousand rand higher.</summary>
    private static string Recording()
    {
        string file = SessionText.NewFile("rand").Replace(".jsonl.gz", ".csv.gz", StringComparison.Ordinal);
        using var writer = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest));
        writer.WriteLine("ts_ms,op,order,side,price,qty");
        for (int second = 0; second <= Seconds; second++)
        {
            long at = 1_000_000 + (second * 1_000L);
            int price = 500_000 + (second * 2_000);
            if (second > 0)
            {
                writer.WriteLine($"{at},cancel,b{second - 1},bid,{price - 2_000},1");
                writer.WriteLine($"{at},cancel,a{second - 1},ask,{price - 1_000},1");
            }

            writer.WriteLine($"{at},add,b{second},bid,{price},1");
            writer.WriteLine($"{at},add,a{second},ask,{price + 1_000},1");
        }

        return file;
    }
}
