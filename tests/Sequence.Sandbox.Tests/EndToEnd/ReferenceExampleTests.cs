using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>
/// The four complete graphs of the vendor's reference, with its amounts, on a fresh account: in a market that falls, rises, or stays.
/// The bracket's stop is at five percent below the entry and its target a good five percent above it, so some moves stay between the two.
/// </summary>
[TestFixture(-10)]
[TestFixture(-6)]
[TestFixture(-4)]
[TestFixture(0)]
[TestFixture(4)]
[TestFixture(6)]
[TestFixture(10)]
public sealed class ReferenceExampleTests(int percent)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static readonly string[] Symbols = ["BTC-USD", "ETH-USD", "BTC-USD-PERP", "ETH-USD-PERP"];

    private readonly Dictionary<string, decimal> _references = [];

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
        List<Fill> spot = await FillsAsync(done.Nodes["spot"]);
        List<Fill> hedge = await FillsAsync(done.Nodes["hedge"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((done.Nodes["spot"].FilledQty.ToDecimal(), done.Nodes["hedge"].FilledQty.ToDecimal()), Is.EqualTo((200m, 200m)));
            Assert.That((Total(spot), Total(hedge)), Is.EqualTo((200m, 200m)));
            Assert.That(spot.Select(fill => (fill.Symbol, fill.Side)), Is.All.EqualTo(("ETH-USD", OrderSide.Buy)));
            Assert.That(hedge.Select(fill => (fill.Symbol, fill.Side, fill.Venue)), Is.All.EqualTo(("ETH-USD-PERP", OrderSide.Sell, "hyperliquid")));
            Assert.That(done.Edges.Values.Select(edge => edge.Fired), Is.EqualTo([true]));
            // The notional of the larger leg is what the limit of 500,000 counts.
            Assert.That(Notional(spot), Is.InRange(400_000m, 500_000m));
            Assert.That(AverageOf(hedge), Is.EqualTo(done.Nodes["hedge"].AvgFillPrice.ToDecimal()).Within(0.000000001m));
        }
    }

    [Test]
    public async Task A_twap_trades_in_ten_slices()
    {
        GraphStatusResponse done = await RunAsync(Graph().Node("twap", Node.Buy("BTC-USD", 1m).Twap(10, TimeSpan.FromSeconds(30))));
        Assert.That((done.Status, done.Nodes.Count), Is.EqualTo((GraphStatus.Completed, 11)));
        Assert.That(await HeldAsync("BTC"), Is.EqualTo(1m));
        decimal start = Reference("BTC-USD");
        var slices = (await _trading.Client.Fills().FetchAsync()).Fills.GroupBy(fill => fill.NodeOrderId).OrderBy(slice => slice.Min(fill => fill.Timestamp!.Value.Raw)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slices.Select(slice => Total(slice)), Is.EqualTo(Enumerable.Repeat(0.1m, 10)));
            Assert.That(slices.Select(slice => (slice.First().Timestamp!.Value - slices[0].First().Timestamp!.Value).TotalSeconds), Is.EqualTo(Enumerable.Range(0, 10).Select(slice => 30.0 * slice)).Within(0.001));
            // The market moves after the first slice.
            Assert.That(AverageOf(slices[0]), Is.EqualTo(start).Within(start / 1_000));
            Assert.That(slices.Skip(1).Select(slice => AverageOf(slice)), Is.All.EqualTo(start * (100 + percent) / 100).Within(start / 500));
        }
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
        GraphNodeState spot = done.Nodes["spot"];
        GraphNodeState hedge = done.Nodes["hedge"];
        using (Assert.EnterMultipleScope())
        {
            // It was submitted with nothing, and grew with each fill of its parent.
            Assert.That((spot.FilledQty.ToDecimal(), hedge.TargetQty.ToDecimal(), hedge.FilledQty.ToDecimal()), Is.EqualTo((100m, 100m, 100m)));
            Assert.That(spot.FillCount, Is.GreaterThan(1));
            Assert.That(hedge.FillCount, Is.GreaterThan(1));
        }
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
            <= -5 => "filled cancelled filled, completed",
            > 5 => "filled filled cancelled, completed",
            _ => "filled executing armed, partial_fill",
        };
        string[] order = ["entry", "tp", "sl"];
        Assert.That($"{string.Join(' ', order.Select(node => done.Nodes[node].Status.Value))}, {done.Status.Value}", Is.EqualTo(expected));
        bool isOver = done.Status == GraphStatus.Completed;
        Assert.That(await HeldAsync("BTC"), Is.EqualTo(isOver ? 0m : 0.1m));
        GraphNodeState entry = done.Nodes["entry"];
        GraphNodeState target = done.Nodes["tp"];
        GraphNodeState stop = done.Nodes["sl"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.FilledQty.ToDecimal(), Is.EqualTo(0.1m));
            Assert.That((target.FilledQty + stop.FilledQty).ToDecimal(), Is.EqualTo(isOver ? 0.1m : 0m));
            Assert.That(target.TargetQty.ToDecimal(), Is.EqualTo(0.1m));
            if (percent > 5)
                Assert.That(target.AvgFillPrice.ToDecimal(), Is.GreaterThanOrEqualTo(80_000m));
            if (percent <= -5)
                Assert.That(stop.AvgFillPrice.ToDecimal(), Is.EqualTo(entry.AvgFillPrice.ToDecimal() * (100 + percent) / 100).Within(100m));
            // What a stop ten percent below costs is inside the limit of 2,000: the graph ends by its own exit, not by the limit.
            Assert.That((entry.AvgFillPrice - stop.AvgFillPrice).ToDecimal() * stop.FilledQty.ToDecimal(), Is.LessThan(800m));
        }

        if (!isOver)
        {
            OrderResponse resting = await _trading.Client.GetOrderAsync(target.NodeOrderId!);
            Assert.That((resting.Qty.ToDecimal(), resting.Status.Value), Is.EqualTo((0.1m, "ACCEPTED")));
        }
    }

    /// <summary>Submits a graph, moves the market, and gives it ten minutes.</summary>
    private async Task<GraphStatusResponse> RunAsync(GraphBuilder graph)
    {
        foreach (string symbol in Symbols)
            _references[symbol] = _trading.Exchange.Scheduler.Enter(() => Prices.Mid(_trading.Exchange.Markets.For(symbol))!.Value.ToDecimal());
        SubmitResult submit = await graph.SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        foreach (string symbol in Symbols)
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

    /// <summary>The middle before anything was moved.</summary>
    private decimal Reference(string symbol) => _references[symbol];

    private async Task<List<Fill>> FillsAsync(GraphNodeState node) =>
        [.. (await _trading.Client.Fills().Limit(1_000).FetchAsync()).Fills.Where(fill => fill.NodeOrderId == node.NodeOrderId)];

    private static decimal Total(IEnumerable<Fill> fills) => fills.Sum(fill => fill.Qty.ToDecimal());

    private static decimal Notional(IEnumerable<Fill> fills) => fills.Sum(fill => fill.Qty.ToDecimal() * fill.Price.ToDecimal());

    private static decimal AverageOf(IEnumerable<Fill> fills) => Notional(fills) / Total(fills);

    private async Task<decimal> HeldAsync(string symbol)
    {
        PositionsResponse positions = await _trading.Client.Positions().FetchAsync();
        return positions.Positions.Where(row => row.Instrument.Symbol == symbol).Sum(row => row.Qty.ToDecimal());
    }
}
