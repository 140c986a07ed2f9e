using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

/// <summary>What each graph verb, and each setting of a node, an edge and the risk envelope, puts on the wire.</summary>
[TestFixture]
public sealed class GraphWireTests
{
    private WireRecorder _wire = null!;

    [SetUp]
    public void Open() => _wire = new WireRecorder();

    [TearDown]
    public void Close() => _wire.Dispose();

    [Test]
    public async Task A_hedge()
    {
        await _wire.Client.Graph()
            .Node("spot", Node.Buy("ETH-USD", 2m).Policy(Policy.Sor))
            .Node("hedge", Node.Sell("ETH-USD-PERP", 2m).Perp().Venue("hyperliquid"))
            .Edge("spot", "hedge", Trigger.FillPct(0.5m))
            .Risk(r => r.MaxNotionalUsd(500_000m).MaxUnhedgedQty(5m).OnRuntimeBreach(FailureAction.CancelAll))
            .SubmitAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task Every_setting_of_a_node()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        await _wire.Client.Graph()
            .Node("plain", Node.Buy("ETH-USD", 0.29m))
            .Node("full", Node.Sell("ETH-USD-PERP", 2m).Venue("bybit").Perp().LimitPrice(8.2m).Policy(Policy.PassiveLadder)
                .Urgency(Urgency.Medium).MaxSlippageBps(65_535).Horizon(second * 60).TimeInForce(TimeInForce.Ioc).ReduceOnly()
                .Placement(Placement.PassiveOffset).EscalateAfter(second * 5).VenueFallback("okx", "kraken"))
            .Node("twap", Node.Buy("ETH-USD", 10m).Twap(10, second * 30))
            .Node("vwap", Node.Buy("ETH-USD", Qty.FromRaw(7)).Twap(1, second).Vwap(3, second))
            .Node("iceberg", Node.Buy("ETH-USD", 10m).LimitPrice(Px.FromRaw(3)).Iceberg(0.5m))
            .Node("derived", Node.Sell("KXBTCZ-26DEC31-T99000", 0m).Prediction().Derived())
            .Edge("plain", "derived", Trigger.OnFill)
            .SubmitAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task Every_trigger()
    {
        Trigger[] triggers =
        [
            Trigger.FillPct(1m), Trigger.FirstFill, Trigger.OnFill, Trigger.FullFill, Trigger.OnAccepted,
            Trigger.Timeout(TimeSpan.FromMilliseconds(1)), Trigger.OnCancel, Trigger.OnDone,
            Trigger.OnPrice("BTC-USD", PriceDirection.Below, -5.0m), Trigger.OnPrice("BTC-USD", PriceDirection.Above, 2.5m),
        ];
        GraphBuilder graph = _wire.Client.Graph().Node("a", Node.Buy("BTC-USD", 1m)).Node("b", Node.Sell("BTC-USD", 1m));
        foreach (Trigger trigger in triggers)
            graph = graph.Edge("a", "b", trigger);

        await graph.SubmitAsync();

        MatchMember("edges");
    }

    [Test]
    public async Task Every_sizing_and_reaction()
    {
        Func<EdgeConfig, EdgeConfig>[] configs =
        [
            e => e.Sizing(Sizing.ParentFilledQty).OnParentCancel(FailureAction.CancelAll).OnChildReject(FailureAction.CancelPending),
            e => e.Sizing(Sizing.IncrementalFill).OnParentCancel(FailureAction.Pause),
            e => e.Sizing(Sizing.LinearHedge(-1.0m)).OnChildReject(FailureAction.Continue),
            e => e.Sizing(Sizing.ScaledNotional(0.5m, capUsd: 10_000m)),
            e => e.Sizing(Sizing.ScaledNotional(2m)),
            e => e.Sizing(Sizing.Residual),
            e => e.Sizing(Sizing.Fixed(0.57m)),
            e => e,
        ];
        GraphBuilder graph = _wire.Client.Graph().Node("a", Node.Buy("BTC-USD", 1m)).Node("b", Node.Sell("BTC-USD", 1m).Derived());
        foreach (Func<EdgeConfig, EdgeConfig> config in configs)
            graph = graph.Edge("a", "b", Trigger.OnFill, config);

        await graph.SubmitAsync();

        MatchMember("edges");
    }

    [Test]
    public async Task Every_risk_limit()
    {
        await _wire.Client.Graph()
            .Node("a", Node.Buy("BTC-USD", 1m))
            .Risk(r => r.MaxNotionalUsd(500_000m).MaxLeverage(2.5m).RequiredVenues("kraken", "okx").MaxConcurrentGraphs(3))
            .Risk(r => r.MaxNodeNotionalUsd(100_000.01m).RequireBalanceCheck().MaxSlippageBps(25))
            .Risk(r => r.MaxLossUsd(2_000m).MaxDrawdownUsd(1_500m).MaxUnhedgedQty(4.35m))
            .Risk(r => r.OnRuntimeBreach(FailureAction.Pause).OnDisconnect(FailureAction.Continue))
            .SubmitAsync();

        MatchMember("risk");
    }

    [Test]
    public async Task Sandbox_metadata_and_a_graph_id()
    {
        await _wire.Client.Graph()
            .Node("a", Node.Buy("BTC-USD", 1m))
            .Sandbox().Metadata("""{"desk": "fx", "at": "2024-01-01T00:00:00Z", "n": 1.10}""").GraphId("graph_mine")
            .SubmitAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task Reads_and_controls()
    {
        await _wire.Client.GetGraphAsync("graph_ab12");
        await _wire.Client.CancelGraphAsync("graph_ab12");
        await _wire.Client.ResumeGraphAsync("graph_ab12");
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task An_amend_of_a_node()
    {
        JToken answer = await _wire.Client.AmendNodeAsync(
            "graph_ab12", "hedge/1", new NodeAmendments { Urgency = Urgency.High, MaxSlippageBps = 0, HorizonMs = 1, Qty = Qty.FromDecimal(100m) });

        Assert.That((string?)answer["status"], Is.EqualTo("executing"));
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task No_limit_and_no_metadata_leave_their_members_out()
    {
        await _wire.Client.Graph().Node("a", Node.Buy("BTC-USD", 1m)).Risk(r => r).SubmitAsync();

        Assert.That(((JObject)_wire.Request.Body!).Properties().Select(p => p.Name), Is.EquivalentTo(["nodes", "edges", "is_sandbox", "graph_id"]));
    }

    [Test]
    public async Task Edge_ids_stay_unique_whatever_the_nodes_are_called()
    {
        GraphBuilder graph = _wire.Client.Graph();
        foreach (string id in new[] { "a", "b", "b_2", "a_b", "2" })
            graph = graph.Node(id, Node.Buy("BTC-USD", 1m));

        await graph.Edge("a", "b", Trigger.OnFill).Edge("a", "b", Trigger.OnDone).Edge("a", "b_2", Trigger.OnFill).Edge("a_b", "2", Trigger.OnFill)
            .SubmitAsync();

        Assert.That(_wire.Request.Body!["edges"]!.Select(e => (string)e["edge_id"]!), Is.EqualTo(["e_a_b", "e_a_b_2", "e_a_b_2_2", "e_a_b_2_3"]));
    }

    [Test]
    public async Task Each_submit_has_a_fresh_graph_id_unless_one_is_given()
    {
        GraphBuilder graph = _wire.Client.Graph().Node("a", Node.Buy("BTC-USD", 1m));

        await graph.SubmitAsync();
        await graph.SubmitAsync();
        await graph.GraphId("graph_mine").SubmitAsync();

        string[] ids = [.. _wire.Requests.Select(r => (string)r.Body!["graph_id"]!)];
        Assert.That(ids, Is.Unique);
        Assert.That(ids[2], Is.EqualTo("graph_mine"));
    }

    [Test]
    public async Task A_builder_can_be_kept_and_each_branch_stays_as_it_was()
    {
        var note = new JObject(new JProperty("v", 1));
        Node node = Node.Buy("BTC-USD", 1m);
        GraphBuilder graph = _wire.Client.Graph().Node("a", node).Metadata(note);

        _ = node.Derived().LimitPrice(1m).Twap(2, TimeSpan.FromSeconds(1)).Prediction();
        _ = graph.Node("b", node).Edge("a", "b", Trigger.OnFill).Risk(r => r.MaxLossUsd(1m)).Sandbox();
        note["v"] = 2;
        await graph.SubmitAsync();

        Assert.That(_wire.Request.Body!["nodes"], Has.Exactly(1).Items);
        Assert.That(_wire.Request.Body.SelectToken("nodes[0].execution"), Is.Empty);
        Assert.That(_wire.Request.Body["risk"], Is.Null);
        Assert.That((int)_wire.Request.Body.SelectToken("metadata.v")!, Is.EqualTo(1));
    }

    private void MatchMember(string member) => Snapshooter.NUnit.Snapshot.Match(_wire.Request.Body![member]!.ToString() + "\n");
}
