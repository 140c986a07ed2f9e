using Sequence.Sandbox.Generation;
using Sequence.Sdk;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 5: what trading cost, how it goes, and what it would cost. An account sees its own orders alone.</summary>
internal sealed class MonitorEndpoints(ExchangeCore exchange) : MonitorOperations
{
    private static readonly long[] DefaultSizes = [1_000, 10_000, 100_000, 1_000_000];

    public override Task<JToken> GetTcaAsync(ApiCall call, string? symbol, string? since, string? until, string? venue, int? routing_version)
    {
        var filter = CostFilter.Read(symbol, venue, since, until, routing_version);
        return Answer(() => exchange.Costs.Totals(call.Account, filter with { Symbol = symbol is null ? null : exchange.Markets.Canonical(symbol) }));
    }

    public override Task<JToken> GetTcaAliasAsync(ApiCall call, string? symbol) => GetTcaAsync(call, symbol, null, null, null, null);

    public override Task<JToken> GetTcaReportAsync(ApiCall call) => Answer(() => exchange.Costs.Report(call.Account));

    public override Task<JToken> GetTcaTimeseriesAsync(ApiCall call) => Answer(() => exchange.Costs.Timeseries(call.Account));

    public override Task<JToken> GetTcaVenuesAsync(ApiCall call) => Answer(() => exchange.Costs.Venues(call.Account));

    public override Task<JToken> GetTcaQualityAsync(ApiCall call) => Answer(() => exchange.Costs.Quality(call.Account));

    public override Task<JToken> GetAbReportAsync(ApiCall call) => Answer(() => exchange.Costs.Versions(call.Account));

    public override Task<JToken> GetExecutionAnalyticsAsync(ApiCall call) => Answer(() => exchange.Executions.Analytics(call.Account));

    public override Task<JToken> GetPortfolioAnalyticsAsync(ApiCall call) => Answer(() => exchange.Venues.Portfolio(call.Account));

    public override Task<JToken> GetVenueAnalyticsAsync(ApiCall call) => Answer(() => exchange.Venues.Venues(call.Account));

    public override Task<JToken> GetMarketAnalyticsAsync(ApiCall call, string symbol) => Answer(() => exchange.Intelligence.Market(symbol));

    public override Task<JToken> GetVenueIntelligenceAsync(ApiCall call, string symbol) => Answer(() => exchange.Intelligence.Venues(symbol));

    public override Task<JToken> GetDepthIntelligenceAsync(ApiCall call, string symbol) => Answer(() => exchange.Intelligence.Depth(symbol));

    public override Task<JToken> GetSlippageCurveAsync(ApiCall call, string symbol, Wire.Side side, IReadOnlyList<long>? sizes) =>
        Answer(() => exchange.Intelligence.Slippage(symbol, SideOf(side), sizes ?? DefaultSizes));

    public override Task<JToken> GetRoutingIntelligenceAsync(ApiCall call, string symbol, Wire.Side side, decimal qty) =>
        Answer(() => exchange.Intelligence.Routing(symbol, SideOf(side), Quantity(qty)));

    public override Task<JToken> GetExecutionForecastAsync(ApiCall call, string symbol, Wire.Side side, decimal qty) =>
        Answer(() => exchange.Forecasts.Forecast(symbol, SideOf(side), Quantity(qty)));

    public override Task<JToken> SimulateExecutionAsync(ApiCall call, string symbol, Wire.Side side, decimal qty, string? urgency) =>
        Answer(() => exchange.Forecasts.Simulate(symbol, SideOf(side), Quantity(qty), urgency));

    public override Task<JToken> GetExecutionLiveAsync(ApiCall call, string node_order_id) => Answer(() => exchange.Executions.Live(call.Account, node_order_id));

    public override Task<JToken> GetExecutionReviewAsync(ApiCall call, string node_order_id) => Answer(() => exchange.Executions.Review(call.Account, node_order_id));

    public override Task<JToken> GetExecutionSummaryAsync(ApiCall call) => Answer(() => exchange.Executions.Summary(call.Account));

    public override Task<IReadOnlyList<Wire.TraceEvent>> ListTracesAsync(ApiCall call, string node_order_id, int? limit) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Executions.Trace(call.Account, node_order_id, limit)));

    private static BookSide SideOf(Wire.Side side) => side.IsKnown
        ? side == Wire.Side.Buy ? BookSide.Bid : BookSide.Ask
        : throw RefusedException.InvalidParameter("side", $"'{side}' is neither buy nor sell.");

    private static Qty Quantity(decimal qty) => qty > 0 && Qty.TryFromDecimal(qty, out Qty quantity)
        ? quantity
        : throw RefusedException.InvalidParameter("qty", "is more than 0, with at most 8 decimals.");

    private Task<JToken> Answer(Func<JToken> read) => Task.FromResult(exchange.Scheduler.Enter(read));
}
