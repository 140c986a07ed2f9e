using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Analytics;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Rooms;

/// <summary>Who answers how trading goes.</summary>
/// <param name="Costs">What finished orders cost.</param>
/// <param name="Executions">How orders go and went.</param>
/// <param name="Venues">How venues serve, and what the account is worth.</param>
/// <param name="Intelligence">What the markets tell.</param>
/// <param name="Forecasts">What an order would cost.</param>
internal sealed record MonitorDesks(CostDesk Costs, ExecutionDesk Executions, VenueDesk Venues, IntelligenceDesk Intelligence, ForecastDesk Forecasts);

/// <summary>Level 5: what trading cost, how it goes, and what it would cost. An account sees its own orders alone.</summary>
internal sealed class MonitorRoom(Scheduler scheduler, MarketPlace markets, MonitorDesks desks) : Wire.MonitorOperations
{
    private static readonly long[] DefaultSizes = [1_000, 10_000, 100_000, 1_000_000];

    public override Task<JToken> GetTcaAsync(ApiCall call, string? symbol, string? since, string? until, string? venue, int? routing_version)
    {
        var filter = CostFilter.Read(symbol, venue, since, until, routing_version);
        return Answer(() => desks.Costs.Totals(call.Account, filter with { Symbol = symbol is null ? null : markets.Canonical(symbol) }));
    }

    public override Task<JToken> GetTcaAliasAsync(ApiCall call, string? symbol) => GetTcaAsync(call, symbol, null, null, null, null);

    public override Task<JToken> GetTcaReportAsync(ApiCall call) => Answer(() => desks.Costs.Report(call.Account));

    public override Task<JToken> GetTcaTimeseriesAsync(ApiCall call) => Answer(() => desks.Costs.Timeseries(call.Account));

    public override Task<JToken> GetTcaVenuesAsync(ApiCall call) => Answer(() => desks.Costs.Venues(call.Account));

    public override Task<JToken> GetTcaQualityAsync(ApiCall call) => Answer(() => desks.Costs.Quality(call.Account));

    public override Task<JToken> GetAbReportAsync(ApiCall call) => Answer(() => desks.Costs.Versions(call.Account));

    public override Task<JToken> GetExecutionAnalyticsAsync(ApiCall call) => Answer(() => desks.Executions.Analytics(call.Account));

    public override Task<JToken> GetPortfolioAnalyticsAsync(ApiCall call) => Answer(() => desks.Venues.Portfolio(call.Account));

    public override Task<JToken> GetVenueAnalyticsAsync(ApiCall call) => Answer(() => desks.Venues.Venues(call.Account));

    public override Task<JToken> GetMarketAnalyticsAsync(ApiCall call, string symbol) => Answer(() => desks.Intelligence.Market(symbol));

    public override Task<JToken> GetVenueIntelligenceAsync(ApiCall call, string symbol) => Answer(() => desks.Intelligence.Venues(symbol));

    public override Task<JToken> GetDepthIntelligenceAsync(ApiCall call, string symbol) => Answer(() => desks.Intelligence.Depth(symbol));

    public override Task<JToken> GetSlippageCurveAsync(ApiCall call, string symbol, Wire.Side side, IReadOnlyList<long>? sizes) =>
        Answer(() => desks.Intelligence.Slippage(symbol, SideOf(side), sizes ?? DefaultSizes));

    public override Task<JToken> GetRoutingIntelligenceAsync(ApiCall call, string symbol, Wire.Side side, decimal qty) =>
        Answer(() => desks.Intelligence.Routing(symbol, SideOf(side), Quantity(qty)));

    public override Task<JToken> GetExecutionForecastAsync(ApiCall call, string symbol, Wire.Side side, decimal qty) =>
        Answer(() => desks.Forecasts.Forecast(symbol, SideOf(side), Quantity(qty)));

    public override Task<JToken> SimulateExecutionAsync(ApiCall call, string symbol, Wire.Side side, decimal qty, string? urgency) =>
        Answer(() => desks.Forecasts.Simulate(symbol, SideOf(side), Quantity(qty), urgency));

    public override Task<JToken> GetExecutionLiveAsync(ApiCall call, string node_order_id) => Answer(() => desks.Executions.Live(call.Account, node_order_id));

    public override Task<JToken> GetExecutionReviewAsync(ApiCall call, string node_order_id) => Answer(() => desks.Executions.Review(call.Account, node_order_id));

    public override Task<JToken> GetExecutionSummaryAsync(ApiCall call) => Answer(() => desks.Executions.Summary(call.Account));

    public override Task<IReadOnlyList<Wire.TraceEvent>> ListTracesAsync(ApiCall call, string node_order_id, int? limit) =>
        Task.FromResult(scheduler.Enter(() => desks.Executions.Trace(call.Account, node_order_id, limit)));

    private static BookSide SideOf(Wire.Side side) => side.IsKnown
        ? side == Wire.Side.Buy ? BookSide.Bid : BookSide.Ask
        : throw ApiFault.InvalidParams("side", $"'{side}' is neither buy nor sell.");

    private static Qty Quantity(decimal qty) => qty > 0 && Qty.TryFromDecimal(qty, out Qty quantity)
        ? quantity
        : throw ApiFault.InvalidParams("qty", "is more than 0, with at most 8 decimals.");

    private Task<JToken> Answer(Func<JToken> read) => Task.FromResult(scheduler.Enter(read));
}
