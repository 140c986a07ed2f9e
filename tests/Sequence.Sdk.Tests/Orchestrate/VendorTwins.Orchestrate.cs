namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    internal static TwinTable Orchestrate => new()
    {
        {
            "graph(spot+hedge, fill_pct 0.5)",
            c => c.Graph()
                .Node("spot", Node.Buy("ETH-USD", 200m).Policy(Policy.Sor))
                .Node("hedge", Node.Sell("ETH-USD-PERP", 200m).Perp().Venue("hyperliquid"))
                .Edge("spot", "hedge", Trigger.FillPct(0.5m))
                .Sandbox()
                .SubmitAsync()
        },
        {
            "graph(limit node, on_full_fill)",
            c => c.Graph()
                .Node("entry", Node.Buy("BTC-USD", 0.1m).LimitPrice(70_000m).Urgency(Urgency.Low))
                .Node("tp", Node.Sell("BTC-USD", 0.1m).LimitPrice(80_000m))
                .Edge("entry", "tp", Trigger.FullFill)
                .SubmitAsync()
        },
        { "graph_status('graph_ab12')", c => c.GetGraphAsync("graph_ab12") },
        { "graph_cancel('graph_ab12')", c => c.CancelGraphAsync("graph_ab12") },
        { "graph_resume('graph_ab12')", c => c.ResumeGraphAsync("graph_ab12") },
    };
}
