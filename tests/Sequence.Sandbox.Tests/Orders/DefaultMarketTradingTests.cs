using Sequence.Exchange.Tactics;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Markets;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Orders;

/// <summary>Graphs against the exchange's own market makers.</summary>
public class DefaultMarketTradingTests
{
    private static readonly string[] Bodies =
    [
        """{"symbol": "BTC-USD", "side": "buy", "notional": 100000}""",
        """{"symbol": "KXBTCZ-26DEC31-T99000", "side": "buy", "qty": 100}""",
        GraphOf([Node("twap", qty: "30", symbol: "ETH-USD", execution: """{"pacing": {"vwap": {"num_slices": 10, "interval_ms": 30000}}}""")]),
        GraphOf([Node("join", qty: "0.5", execution: """{"policy": "passive_limit", "escalate_after_ms": 60000}""")]),
        GraphOf([Node("drip", qty: "100", symbol: "SOL-USD", execution: """{"policy": "time_drip", "horizon_ms": 120000}""")]),
        GraphOf(
            [Node("spot", qty: "5", symbol: "ETH-USD"), Node("hedge", side: "sell", qty: "derived", root: false, symbol: "ETH-USD-PERP")],
            [Edge("spot", "hedge", "\"on_fill\"", """, "sizing": {"linear_hedge": {"multiplier": -1}}""")]),
    ];

    [Test]
    public void The_same_seed_gives_the_same_fills_to_the_nanosecond()
    {
        string[] first = Trade(seed: 3);
        Assert.That(first, Has.Length.GreaterThan(25));
        Assert.That(Trade(seed: 3), Is.EqualTo(first));
        Assert.That(Trade(seed: 4), Is.Not.EqualTo(first));
    }

    private static string[] Trade(int seed)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        using var scheduler = new Scheduler(time);
        MarketPlace markets = DefaultMarkets.Open(scheduler, seed);
        var engine = new GraphEngine(scheduler, markets, new TacticSelector(), seed);
        var trader = new Client("client_1", limit: null).Paper;
        Graph[] graphs = [.. Bodies.Select(body => scheduler.Enter(() => engine.Submit(trader, Body(body))))];
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.That(graphs.Select(graph => graph.Status), Is.All.EqualTo(Wire.GraphStatus.Completed));
        AssertSound(trader.Ledger);
        return [.. engine.Fills(trader).Select(fill => $"{fill.Order.NodeOrderId} {fill.Venue} {fill.Quantity} @ {fill.Price} {fill.At}")];
    }

    private static void AssertSound(Ledger ledger)
    {
        Assert.That(ledger.Cash.Select(cash => cash.Locked), Is.All.EqualTo(Usd("0")));
        foreach (CashBalance cash in ledger.Cash)
        {
            List<Holding> holdings = [.. ledger.Holdings.Where(holding => holding.Venue == cash.Venue && holding.Quote == cash.Asset)];
            long paid = holdings.Where(holding => holding.Kind != HoldingKind.Perp).Sum(holding => holding.Cost.Raw);
            Assert.That(
                cash.Amount.Raw + paid + holdings.Sum(holding => holding.Fees.Raw) - holdings.Sum(holding => holding.Realized.Raw),
                Is.EqualTo(Statement.IsCoin(cash.Asset) ? Usd("10000000").Raw : Ledger.OpeningCash.Raw));
        }
    }
}
