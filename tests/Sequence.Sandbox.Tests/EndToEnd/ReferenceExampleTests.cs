using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The four complete graphs of the vendor's reference, with its amounts, on a fresh account: in a market that falls, rises, or stays.</summary>
[TestFixture(-10)]
[TestFixture(0)]
[TestFixture(10)]
public sealed class ReferenceExampleTests(int percent)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private Trading _trading = null!;

    private GraphBuilder Graph() => _trading.Client.Graph();

    [SetUp]
    public async Task OpenAsync() => _trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = _time });

    [TearDown]
    public async Task CloseAsync() => await _trading.DisposeAsync();

    [Test]
    public async Task A_spot_order_is_hedged_with_the_perp_inside_its_limits()
    {
        GraphStatusResponse done = await RunAsync(Graph()
            .Node("spot", Node.Buy("ETH-USD", 200m).Policy(Policy.Sor))
            .Node("hedge", Node.Sell("ETH-USD-PERP", 200m).Perp().Venue("hyperliquid"))
            .Edge("spot", "hedge", Trigger.FillPct(0.5m))
            .Risk(risk => risk.MaxNotionalUsd(500_000m).MaxUnhedgedQty(5m).OnRuntimeBreach(FailureAction.CancelAll)));
        Assert.That(done.Status, Is.EqualTo(GraphStatus.Completed));
        Assert.That((await HeldAsync("ETH"), await HeldAsync("ETH-USD-PERP")), Is.EqualTo((200m, -200m)));
    }

    [Test]
    public async Task A_twap_trades_in_ten_slices()
    {
        GraphStatusResponse done = await RunAsync(Graph().Node("twap", Node.Buy("BTC-USD", 1m).Twap(10, TimeSpan.FromSeconds(30))));
        Assert.That((done.Status, done.Nodes.Count), Is.EqualTo((GraphStatus.Completed, 11)));
        Assert.That(await HeldAsync("BTC"), Is.EqualTo(1m));
    }

    [Test]
    public async Task A_streaming_hedge_follows_on_the_short_name_of_the_perp()
    {
        GraphStatusResponse done = await RunAsync(Graph()
            .Node("spot", Node.Buy("ETH-USD", 100m))
            .Node("hedge", Node.Sell("ETH-PERP", 0m).Perp().Derived())
            .Edge("spot", "hedge", Trigger.OnFill, edge => edge.Sizing(Sizing.LinearHedge(-1.0m))));
        Assert.That(done.Status, Is.EqualTo(GraphStatus.Completed));
        Assert.That((await HeldAsync("ETH"), await HeldAsync("ETH-USD-PERP")), Is.EqualTo((100m, -100m)));
    }

    [Test]
    public async Task A_bracket_takes_its_profit_or_stops_its_loss()
    {
        GraphStatusResponse done = await RunAsync(Graph()
            .Node("entry", Node.Buy("BTC-USD", 0.1m))
            .Node("tp", Node.Sell("BTC-USD", 0m).Derived().LimitPrice(80_000m))
            .Node("sl", Node.Sell("BTC-USD", 0m).Derived())
            .Edge("entry", "tp", Trigger.FullFill)
            .Edge("entry", "sl", Trigger.OnPrice("BTC-USD", PriceDirection.Below, -5.0m))
            .Risk(risk => risk.MaxLossUsd(2_000m).OnRuntimeBreach(FailureAction.CancelAll)));
        string expected = percent switch
        {
            < 0 => "filled cancelled filled, completed",
            > 0 => "filled filled cancelled, completed",
            _ => "filled executing armed, partial_fill",
        };
        string[] order = ["entry", "tp", "sl"];
        Assert.That($"{string.Join(' ', order.Select(node => done.Nodes[node].Status.Value))}, {done.Status.Value}", Is.EqualTo(expected));
        Assert.That(await HeldAsync("BTC"), Is.EqualTo(percent == 0 ? 0.1m : 0m));
    }

    /// <summary>Submits a graph, moves the market, and gives it ten minutes.</summary>
    private async Task<GraphStatusResponse> RunAsync(GraphBuilder graph)
    {
        SubmitResult submit = await graph.SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        foreach (string symbol in new[] { "BTC-USD", "ETH-USD", "BTC-USD-PERP", "ETH-USD-PERP" })
            Move(symbol);
        _time.Advance(TimeSpan.FromMinutes(10));
        return await _trading.Client.GetGraphAsync(submit.GraphId);
    }

    /// <summary>Somebody offers and bids more than all others do, away from where the market was.</summary>
    private void Move(string symbol)
    {
        if (percent == 0)
            return;
        _trading.Exchange.Scheduler.Enter(() =>
        {
            foreach (VenueMarket market in _trading.Exchange.Markets.For(symbol))
            {
                Px tick = market.Instrument.Tick;
                Px bid = Px.FromDecimal(Prices.Mid([market])!.Value.ToDecimal() * (100 + percent) / 100, MidpointRounding.ToZero).RoundToTick(tick, MidpointRounding.ToZero);
                BookSide first = percent < 0 ? BookSide.Ask : BookSide.Bid;
                foreach (BookSide side in new[] { first, Prices.Opposite(first) })
                    market.Book.Place(side, side == BookSide.Bid ? bid : bid + tick, Qty.FromDecimal(1_000_000m), BookTimeInForce.Gtc, null);
            }
        });
    }

    private async Task<decimal> HeldAsync(string symbol)
    {
        PositionsResponse positions = await _trading.Client.Positions().FetchAsync();
        return positions.Positions.Where(row => row.Instrument.Symbol == symbol).Sum(row => row.Qty.ToDecimal());
    }
}
