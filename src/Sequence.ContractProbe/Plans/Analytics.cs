using Sequence.ContractProbe.Verdicts;

namespace Sequence.ContractProbe.Plans;

/// <summary>Transaction costs, analytics and execution intelligence: reads of the past and forecasts.</summary>
internal sealed class Analytics(Prober prober, Known known)
{
    private static readonly string[] Plain =
    [
        "getTca", "getTcaAlias", "getTcaReport", "getTcaTimeseries", "getTcaVenues", "getTcaQuality", "getExecutionAnalytics", "getPortfolioAnalytics",
        "getVenueAnalytics", "getAbReport", "getExecutionSummary",
    ];

    private static readonly string[] OfSymbol = ["getMarketAnalytics", "getVenueIntelligence", "getDepthIntelligence"];

    private static readonly string[] OfIntent = ["getRoutingIntelligence", "getExecutionForecast", "simulateExecution"];

    public async Task RunAsync()
    {
        foreach (string id in Plain)
            await prober.RunAsync(new Call(id)).ConfigureAwait(false);
        foreach (string id in OfSymbol)
            await prober.RunAsync(new Call(id) { With = { ["symbol"] = known.Symbol } }).ConfigureAwait(false);
        foreach (string id in OfIntent)
            await prober.RunAsync(new Call(id) { With = { ["symbol"] = known.Symbol, ["side"] = "buy", ["qty"] = "0.01" } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getSlippageCurve")
        {
            With = { ["symbol"] = known.Symbol, ["side"] = "buy", ["sizes"] = "1000,10000,100000" },
        }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getExecutionReview")
        {
            With = { ["node_order_id"] = known.NodeOrderId ?? Known.NoSuchId },
            Expect = known.NodeOrderId is null ? Expectation.UnknownId : Expectation.MayBeAbsent,
        }).ConfigureAwait(false);
    }
}
