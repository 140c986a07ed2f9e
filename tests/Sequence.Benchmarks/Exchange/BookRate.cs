using System.Diagnostics;
using System.Globalization;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Exchange;

/// <summary>Changes of a book per second, with everybody listening who listens in an exchange.</summary>
internal static class BookRate
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        VenueMarket market = exchange.Markets.Find("kraken", "BTC-USD")!;
        Console.WriteLine();
        Console.WriteLine("book: an order far from the market placed or cancelled is an update; one core");
        Console.WriteLine($"  {"",-46}{"updates/s",12}{"bytes/update",15}");
        Measure(exchange, "a burst of 1,000 at one moment", market, burst: 500);
        exchange.Engine.Submit(exchange.AccountOf(exchange.NewKey()), new Sequence.Exchange.Wire.SubmitBody { Symbol = "BTC-USD", Side = Sequence.Exchange.Wire.Side.Buy, Qty = 1, Price = 20_000 });
        Measure(exchange, "each at a moment of its own, an order follows", market, burst: 1);
    }

    private static void Measure(SandboxExchange exchange, string name, VenueMarket market, int burst)
    {
        Update(exchange, market, burst);
        long updates = 0;
        long bytes = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Length)
            updates += Update(exchange, market, burst);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes() - bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-46}{updates / wall.TotalSeconds,12:0}{bytes / updates,15}"));
    }

    private static int Update(SandboxExchange exchange, VenueMarket market, int burst) => exchange.Scheduler.Enter(() =>
    {
        for (int i = 0; i < burst; i++)
            market.Book.Cancel(market.Book.Place(BookSide.Bid, Px.FromDecimal(30_000 + i), Qty.FromDecimal(1), BookTimeInForce.Gtc, owner: null));
        return 2 * burst;
    });
}
