using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Execution graphs, from the builder to the last node.</summary>
public sealed class GraphTests
{
    [Test]
    public async Task A_spot_order_and_its_perp_hedge_complete()
    {
        await using Trading trading = await Trading.StartAsync();
        GraphBuilder graph = trading.Client.Graph()
            .Node("spot", Node.Buy("ETH-USD", 2m).Policy(Policy.Sor))
            .Node("hedge", Node.Sell("ETH-USD-PERP", 2m).Perp().Venue("hyperliquid"))
            .Edge("spot", "hedge", Trigger.FillPct(0.5m))
            .Risk(r => r.MaxNotionalUsd(500_000m).MaxUnhedgedQty(5m).OnRuntimeBreach(FailureAction.CancelAll));
        Assert.That(graph.Validate().IsValid, Is.True);
        SubmitResult submit = await graph.SubmitAsync();
        GraphStatusResponse done = await trading.Client.WaitForGraphAsync(submit.GraphId);
        PositionsResponse positions = await trading.Client.Positions().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(done.Status, Is.EqualTo(GraphStatus.Completed));
            Assert.That(done.Nodes.Values.Select(n => n.Status), Is.All.EqualTo(NodeStatus.Filled));
            Assert.That(done.Edges.Values.Select(e => e.Fired), Is.All.True);
            Assert.That(
                positions.Positions.Where(p => p.Instrument.Symbol == "ETH-USD-PERP").Select(p => p.Qty), Is.EqualTo([Qty.FromDecimal(-2m)]));
        }
    }

    [Test]
    public async Task A_TWAP_of_five_minutes_runs_in_virtual_time_and_fills_exactly_its_total()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = time });
        SubmitResult submit = await trading.Client.Graph()
            .Node("twap", Node.Buy("BTC-USD", 1m).Twap(10, TimeSpan.FromSeconds(30)))
            .SubmitAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        GraphStatusResponse midway = await trading.Client.GetGraphAsync(submit.GraphId);
        time.Advance(TimeSpan.FromMinutes(4));
        GraphStatusResponse done = await trading.Client.GetGraphAsync(submit.GraphId);
        FillsPage fills = await trading.Client.Fills().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((submit.NodeCount, submit.EdgeCount), Is.EqualTo((11, 10)));
            Assert.That(midway.Status, Is.Not.EqualTo(GraphStatus.Completed));
            Assert.That(done.Status, Is.EqualTo(GraphStatus.Completed));
            Assert.That(fills.Fills.Aggregate(Qty.Zero, (sum, f) => sum + f.Qty), Is.EqualTo(Qty.FromDecimal(1m)));
        }
    }

    [Test]
    public async Task The_risk_envelope_refuses_a_graph_that_is_too_large()
    {
        await using Trading trading = await Trading.StartAsync();
        GraphBuilder graph = trading.Client.Graph().Node("big", Node.Buy("BTC-USD", 10m)).Risk(r => r.MaxNotionalUsd(1_000m));
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => graph.SubmitAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused!.Status, Is.EqualTo(422));
            Assert.That(refused.Details.Select(d => d.Field), Has.Some.Contains("max_notional_usd"));
        }
    }
}
