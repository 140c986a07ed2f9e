namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    private static TwinTable Monitor { get; } = new()
    {
        { "tca()", c => c.GetTcaAsync() },
        { "tca('ETH-USD')", c => c.GetTcaAsync("ETH-USD") },
        { "intel('ETH-USD')", c => c.GetIntelAsync("ETH-USD") },
        { "slippage('ETH-USD','sell')", c => c.GetSlippageAsync("ETH-USD", Side.Sell) },
        { "routing('ETH-USD','buy',10)", c => c.GetRoutingAsync("ETH-USD", Side.Buy, 10m) },
        { "depth('ETH-USD')", c => c.GetDepthAsync("ETH-USD") },
        { "forecast('ETH-USD','buy',10)", c => c.GetForecastAsync("ETH-USD", Side.Buy, 10m) },
        { "execution_live('n1')", c => c.GetExecutionLiveAsync("n1") },
        { "execution_review('n1')", c => c.GetExecutionReviewAsync("n1") },
        { "execution_summary()", c => c.GetExecutionSummaryAsync() },
        { "trace('n1')", c => c.GetTraceAsync("n1") },
    };
}
