using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

/// <summary>Single values that are refused where they are given, before anything is sent.</summary>
[TestFixture]
public sealed class GraphRefusalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Node Good = Node.Buy("BTC-USD", 1m);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("empty symbol", "symbol", _ => Node.Buy("", 1m));
        yield return Refusal("negative quantity", "qty", _ => Node.Sell("BTC-USD", -1m));
        yield return Refusal("negative typed quantity", "qty", _ => Node.Buy("BTC-USD", Qty.FromRaw(-1)));
        yield return Refusal("quantity finer than the wire", "qty", _ => Node.Buy("BTC-USD", 0.000000001m));
        yield return Refusal("quantity beyond 64 bits", "qty", _ => Node.Buy("BTC-USD", 1e11m));
        yield return Refusal("zero limit", "limit_price", _ => Good.LimitPrice(0m));
        yield return Refusal("no slices", "slices", _ => Good.Twap(0, Second));
        yield return Refusal("a negative interval", "interval", _ => Good.Vwap(1, TimeSpan.FromSeconds(-1)));
        yield return Refusal("more slices than the wire counts", "slices", _ => Good.Twap(65_536, TimeSpan.FromSeconds(1)));
        yield return Refusal("interval with a fraction", "interval", _ => Good.Twap(1, TimeSpan.FromTicks(1)));
        yield return Refusal("empty iceberg", "display", _ => Good.Iceberg(0m));
        yield return Refusal("typed iceberg below zero", "display", _ => Good.Iceberg(Qty.FromRaw(-1)));
        yield return Refusal("empty placement", "placement", _ => Good.Placement(default));
        yield return Refusal("escalation in the past", "escalate_after", _ => Good.EscalateAfter(-Second));
        yield return Refusal("no fallback", "venue_fallback", _ => Good.VenueFallback());
        yield return Refusal("empty fallback", "venue_fallback[1]", _ => Good.VenueFallback("kraken", ""));
        yield return Refusal("ratio zero", "fill_pct", _ => Trigger.FillPct(0m));
        yield return Refusal("ratio above one", "fill_pct", _ => Trigger.FillPct(50m));
        yield return Refusal("negative ratio", "fill_pct", _ => Trigger.FillPct(-0.5m));
        yield return Refusal("a negative timeout", "timeout", _ => Trigger.Timeout(TimeSpan.FromSeconds(-1)));
        yield return Refusal("timeout with a fraction", "timeout", _ => Trigger.Timeout(TimeSpan.FromMicroseconds(1)));
        yield return Refusal("price of nothing", "symbol", _ => Trigger.OnPrice("", PriceDirection.Below, -5m));
        yield return Refusal("price without direction", "direction", _ => Trigger.OnPrice("BTC-USD", (PriceDirection)7, -5m));
        yield return Refusal("hedge by zero", "multiplier", _ => Sizing.LinearHedge(0m));
        yield return Refusal("notional by zero", "multiplier", _ => Sizing.ScaledNotional(0m));
        yield return Refusal("cap zero", "cap_usd", _ => Sizing.ScaledNotional(1m, 0m));
        yield return Refusal("fixed zero", "qty", _ => Sizing.Fixed(0m));
        yield return Refusal("empty node id", "node_id", c => c.Graph().Node("", Good));
        yield return Refusal("node id that a path swallows", "node_id", c => c.Graph().Node("..", Good));
        yield return Refusal("null node", "node", c => c.Graph().Node("a", null!));
        yield return Refusal("empty source", "from_node", c => c.Graph().Edge("", "b", Trigger.OnFill));
        yield return Refusal("empty target", "to_node", c => c.Graph().Edge("a", " ", Trigger.OnFill));
        yield return Refusal("null trigger", "trigger", c => c.Graph().Edge("a", "b", null!));
        yield return Refusal("null edge configuration", "edge", c => c.Graph().Edge("a", "b", Trigger.OnFill, _ => null!));
        yield return Refusal("null sizing", "sizing", c => c.Graph().Edge("a", "b", Trigger.OnFill, e => e.Sizing(null!)));
        yield return Refusal("unknown reaction", "on_parent_cancel", c => c.Graph().Edge("a", "b", Trigger.OnFill, e => e.OnParentCancel((FailureAction)9)));
        yield return Refusal("null risk", "risk", c => c.Graph().Risk(null!));
        yield return Refusal("zero notional", "max_notional_usd", c => c.Graph().Risk(r => r.MaxNotionalUsd(0m)));
        yield return Refusal("negative leverage", "max_leverage", c => c.Graph().Risk(r => r.MaxLeverage(-1m)));
        yield return Refusal("no required venue", "required_venues", c => c.Graph().Risk(r => r.RequiredVenues()));
        yield return Refusal("no graph at once", "max_concurrent_graphs", c => c.Graph().Risk(r => r.MaxConcurrentGraphs(0)));
        yield return Refusal("zero node notional", "max_node_notional_usd", c => c.Graph().Risk(r => r.MaxNodeNotionalUsd(0m)));
        yield return Refusal("negative risk slippage", "max_slippage_bps", c => c.Graph().Risk(r => r.MaxSlippageBps(-1)));
        yield return Refusal("zero loss", "max_loss_usd", c => c.Graph().Risk(r => r.MaxLossUsd(0m)));
        yield return Refusal("zero drawdown", "max_drawdown_usd", c => c.Graph().Risk(r => r.MaxDrawdownUsd(0m)));
        yield return Refusal("zero unhedged", "max_unhedged_qty", c => c.Graph().Risk(r => r.MaxUnhedgedQty(0m)));
        yield return Refusal("unhedged finer than the wire", "max_unhedged_qty", c => c.Graph().Risk(r => r.MaxUnhedgedQty(0.000000001m)));
        yield return Refusal("metadata that is a list", "metadata", c => c.Graph().Metadata(new JArray()));
        yield return Refusal("metadata that is null", "metadata", c => c.Graph().Metadata((JToken)null!));
        yield return Refusal("metadata text that is a number", "metadata", c => c.Graph().Metadata("5"));
        yield return Refusal("metadata text that is no JSON", "metadata", c => c.Graph().Metadata("{"));
        yield return Refusal("empty graph id", "graph_id", c => c.Graph().GraphId(""));
        yield return Refusal("graph id with a colon", "graph_id", c => c.Graph().GraphId("a:b"));
        yield return Refusal("read of no graph", "graph_id", c => c.GetGraphAsync(""));
        yield return Refusal("cancel of a path", "graph_id", c => c.CancelGraphAsync(".."));
        yield return Refusal("resume of no graph", "graph_id", c => c.ResumeGraphAsync(" "));
        yield return Refusal("sale finer than the wire", "qty", _ => Node.Sell("BTC-USD", 0.000000001m));
        yield return Refusal("typed fixed zero", "qty", _ => Sizing.Fixed(Qty.Zero));
        yield return Refusal("amend of no graph", "graph_id", c => c.AmendNodeAsync("", "a", new NodeAmendments { HorizonMs = 1 }));
        yield return Refusal("amend of no node", "node_id", c => c.AmendNodeAsync("graph_1", "", new NodeAmendments { HorizonMs = 1 }));
        yield return Refusal("amend that changes nothing", "amendments", c => c.AmendNodeAsync("graph_1", "a", new NodeAmendments()));
        yield return Refusal("amend by null", "amendments", c => c.AmendNodeAsync("graph_1", "a", null!));
        yield return Refusal("amend to an empty urgency", "amendments.urgency", c => c.AmendNodeAsync("graph_1", "a", new NodeAmendments { Urgency = default(Urgency) }));
        yield return Refusal("amend beyond the slippage", "amendments.max_slippage_bps", c => c.AmendNodeAsync("graph_1", "a", new NodeAmendments { MaxSlippageBps = 65_536 }));
        yield return Refusal("amend to a negative horizon", "amendments.horizon_ms", c => c.AmendNodeAsync("graph_1", "a", new NodeAmendments { HorizonMs = -1 }));
        yield return Refusal("amend to no quantity", "amendments.qty", c => c.AmendNodeAsync("graph_1", "a", new NodeAmendments { Qty = Qty.Zero }));
    }

    [TestCaseSource(nameof(Refusals))]
    public void It_is_refused_at_once(Func<SequenceClient, object> act, string field)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = Assert.Throws<SequenceValidationException>(() => act(wire.Client))!;

        Assert.That(error.Field, Is.EqualTo(field));
        Assert.That(error.Retryability, Is.EqualTo(Retryability.Never));
        Assert.That(wire.Requests, Is.Empty);
    }

    [Test]
    public void A_ratio_in_percent_is_told_how_to_be_written() => Assert.That(
        () => Trigger.FillPct(50m), Throws.Exception.Message.EqualTo("fill_pct: must be above 0 and at most 1, but was 50; one half is 0.5."));

    private static TestCaseData Refusal(string name, string field, Func<SequenceClient, object> act) =>
        new TestCaseData(act, field).SetArgDisplayNames(name);
}
