using Sequence.Sdk.Tests.Wire;
using Snapshooter.NUnit;

namespace Sequence.Sdk.Tests.Orchestrate;

[TestFixture]
public sealed class GraphDrawingTests
{
    [Test]
    public void A_graph_is_drawn_with_its_orders_and_edges()
    {
        using var wire = new WireRecorder();

        Snapshot.Match(wire.Client.Graph()
            .Node("entry", Node.Buy("BTC-USD", 0.1m).LimitPrice(70_000m).Venue("coinbase"))
            .Node("hedge", Node.Sell("BTC-USD-PERP", 0.25m).Perp().Venue("hyperliquid").Derived())
            .Node("sl", Node.Sell("BTC-USD", 0.10m))
            .Edge("entry", "hedge", Trigger.FillPct(0.125m), e => e.Sizing(Sizing.LinearHedge(-1.0m)))
            .Edge("entry", "sl", Trigger.OnPrice("BTC-USD", PriceDirection.Below, -5.0m))
            .Edge("hedge", "sl", Trigger.Timeout(TimeSpan.FromMilliseconds(1_500)), e => e.Sizing(Sizing.ScaledNotional(2m, 10_000m)))
            .ToMermaid());
    }

    [Test]
    public void Every_trigger_and_sizing_has_words()
    {
        using var wire = new WireRecorder();
        GraphBuilder graph = wire.Client.Graph().Node("a", Node.Buy("X", 1m)).Node("b", Node.Sell("X", 1m));
        foreach (Trigger trigger in new[] { Trigger.FirstFill, Trigger.OnFill, Trigger.FullFill, Trigger.OnAccepted, Trigger.OnCancel, Trigger.OnDone })
            graph = graph.Edge("a", "b", trigger);
        foreach (Sizing sizing in new[] { Sizing.ParentFilledQty, Sizing.IncrementalFill, Sizing.Residual, Sizing.Fixed(0.5m), Sizing.ScaledNotional(1.5m) })
            graph = graph.Edge("a", "b", Trigger.OnFill, e => e.Sizing(sizing));

        Snapshot.Match(graph.ToMermaid());
    }

    [Test]
    public void No_id_can_break_the_drawing()
    {
        using var wire = new WireRecorder();

        string drawing = wire.Client.Graph()
            .Node("end", Node.Buy("\"]; click \n n0 <script>", 1m).Venue("a|b"))
            .Node("züri 🚀", Node.Buy("X", 1m))
            .Edge("end", "go`ne", Trigger.OnFill)
            .ToMermaid();

        Snapshot.Match(drawing);
        Assert.That(drawing.Split('\n'), Has.Length.EqualTo(6), "one line for each node and edge");
    }

    [Test]
    public void A_drawing_reads_the_same_under_every_culture()
    {
        using var wire = new WireRecorder();
        GraphBuilder graph = wire.Client.Graph().Node("a", Node.Buy("X", 1.5m)).Node("b", Node.Buy("X", 1m))
            .Edge("a", "b", Trigger.FillPct(0.125m), e => e.Sizing(Sizing.LinearHedge(0.5m)));
        string invariant = graph.ToMermaid();
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");

            Assert.That(graph.ToMermaid(), Is.EqualTo(invariant));
            Assert.That(Trigger.FillPct(0.125m).ToString(), Is.EqualTo("filled 12.5%"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
