using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Monitor;

[TestFixture]
public sealed class MonitorWireTests
{
    private const string Order = "graph:graph_ab12:order:1";

    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 14, 0, 0, 250, TimeSpan.FromHours(2));

    private static IEnumerable<WireVerb> Verbs =>
    [
        new("GetTca", c => c.GetTcaAsync()),
        new("GetTca_symbol", c => c.GetTcaAsync("KXBTCZ-26DEC31-T99000:YES")),
        new("GetTca_filter", c => c.GetTcaAsync(new TcaFilter
        {
            Symbol = "ETH-USD", Venue = "coinbase", Since = Noon, Until = Noon.AddDays(14).AddMilliseconds(-250), RoutingVersion = 3,
        })),
        new("GetIntel", c => c.GetIntelAsync("ETH-USD")),
        new("GetDepth", c => c.GetDepthAsync("ETH-USD")),
        new("GetSlippage", c => c.GetSlippageAsync("ETH-USD", Side.Sell)),
        new("GetSlippage_sizes", c => c.GetSlippageAsync("ETH-USD", Side.Buy, [1, 250_000])),
        new("GetForecast", c => c.GetForecastAsync("ETH-USD", Side.Buy, 0.00000003m)),
        new("GetForecast_qty", c => c.GetForecastAsync("ETH-USD", Side.Buy, Qty.FromDecimal(10m))),
        new("GetRouting", c => c.GetRoutingAsync("ETH-USD", Side.Sell, 10m)),
        new("GetRouting_qty", c => c.GetRoutingAsync("ETH-USD", Side.Sell, Qty.FromDecimal(0.29m))),
        new("SimulateExecution", c => c.SimulateExecutionAsync("ETH-USD", Side.Buy, 10m)),
        new("SimulateExecution_urgency", c => c.SimulateExecutionAsync("ETH-USD", Side.Buy, Qty.FromDecimal(4.35m), Urgency.High)),
        new("GetExecutionLive", c => c.GetExecutionLiveAsync(Order)),
        new("GetExecutionReview", c => c.GetExecutionReviewAsync(Order)),
        new("GetExecutionSummary", c => c.GetExecutionSummaryAsync()),
        new("GetTrace", c => c.GetTraceAsync(Order)),
        new("GetTrace_limit", c => c.GetTraceAsync(Order, 5)),
        new("Analytics_GetPortfolio", c => c.Analytics.GetPortfolioAsync()),
        new("Analytics_GetExecution", c => c.Analytics.GetExecutionAsync()),
        new("Analytics_GetVenues", c => c.Analytics.GetVenuesAsync()),
        new("Analytics_GetMarket", c => c.Analytics.GetMarketAsync("ETH-USD")),
        new("Analytics_GetAbReport", c => c.Analytics.GetAbReportAsync()),
        new("Analytics_GetTcaReport", c => c.Analytics.GetTcaReportAsync()),
        new("Analytics_GetTcaTimeseries", c => c.Analytics.GetTcaTimeseriesAsync()),
        new("Analytics_GetTcaVenues", c => c.Analytics.GetTcaVenuesAsync()),
        new("Analytics_GetTcaQuality", c => c.Analytics.GetTcaQualityAsync()),
    ];

    private static IEnumerable<RefusedCall> Refused =>
    [
        new("tca of nothing", "symbol", c => c.GetTcaAsync("")),
        new("no filter", "filter", c => c.GetTcaAsync((TcaFilter)null!)),
        new("a filter for no symbol", "Symbol", c => c.GetTcaAsync(new TcaFilter { Symbol = " " })),
        new("a filter for no venue", "Venue", c => c.GetTcaAsync(new TcaFilter { Venue = "" })),
        new("a filter for no time", "Until", c => c.GetTcaAsync(new TcaFilter { Since = Noon, Until = Noon })),
        new("routing version 0", "RoutingVersion", c => c.GetTcaAsync(new TcaFilter { RoutingVersion = 0 })),
        new("routing version 4", "RoutingVersion", c => c.GetTcaAsync(new TcaFilter { RoutingVersion = 4 })),
        new("intel of nothing", "symbol", c => c.GetIntelAsync("")),
        new("depth of nothing", "symbol", c => c.GetDepthAsync("")),
        new("slippage of nothing", "symbol", c => c.GetSlippageAsync("", Side.Buy)),
        new("slippage of no side", "side", c => c.GetSlippageAsync("ETH-USD", default)),
        new("slippage of null sizes", "sizesUsd", c => c.GetSlippageAsync("ETH-USD", Side.Buy, null!)),
        new("slippage of no sizes", "sizesUsd", c => c.GetSlippageAsync("ETH-USD", Side.Buy, [])),
        new("slippage of size 0", "sizesUsd[1]", c => c.GetSlippageAsync("ETH-USD", Side.Buy, [1000, 0])),
        new("forecast of nothing", "symbol", c => c.GetForecastAsync("", Side.Buy, 1m)),
        new("forecast of another side", "side", c => c.GetForecastAsync("ETH-USD", Side.Create("BUY"), 1m)),
        new("forecast of quantity 0", "qty", c => c.GetForecastAsync("ETH-USD", Side.Buy, 0m)),
        new("routing of nothing", "symbol", c => c.GetRoutingAsync(null!, Side.Buy, 1m)),
        new("routing of no side", "side", c => c.GetRoutingAsync("ETH-USD", default, 1m)),
        new("routing of a negative quantity", "qty", c => c.GetRoutingAsync("ETH-USD", Side.Buy, -1m)),
        new("a simulation of nothing", "symbol", c => c.SimulateExecutionAsync("", Side.Buy, 1m)),
        new("a simulation of no side", "side", c => c.SimulateExecutionAsync("ETH-USD", default, 1m)),
        new("a simulation of quantity 0", "qty", c => c.SimulateExecutionAsync("ETH-USD", Side.Buy, Qty.Zero)),
        new("a simulation of no urgency", "urgency", c => c.SimulateExecutionAsync("ETH-USD", Side.Buy, 1m, default(Urgency))),
        new("a live order without id", "nodeOrderId", c => c.GetExecutionLiveAsync("")),
        new("a live order out of its path", "nodeOrderId", c => c.GetExecutionLiveAsync("..")),
        new("a review without id", "nodeOrderId", c => c.GetExecutionReviewAsync(" ")),
        new("a review out of its path", "nodeOrderId", c => c.GetExecutionReviewAsync(".")),
        new("a trace without id", "nodeOrderId", c => c.GetTraceAsync("")),
        new("a trace of no events", "limit", c => c.GetTraceAsync(Order, 0)),
        new("a market without symbol", "symbol", c => c.Analytics.GetMarketAsync("")),
        new("a market out of its path", "symbol", c => c.Analytics.GetMarketAsync("..")),
    ];

    [TestCaseSource(nameof(Verbs))]
    public async Task A_verb_sends_its_request(WireVerb verb)
    {
        using var wire = new WireRecorder();

        await verb.CallAsync(wire.Client);

        wire.MatchSnapshot();
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Bad_input_is_refused_before_anything_is_sent(RefusedCall call)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => call.CallAsync(wire.Client)))!;

        Assert.That(error.Field, Is.EqualTo(call.Field));
        Assert.That(wire.Requests, Is.Empty);
    }
}
