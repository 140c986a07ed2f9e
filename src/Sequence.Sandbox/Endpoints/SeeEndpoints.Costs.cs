using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Endpoints;

// What trading costs, and what stands behind it.
internal sealed partial class SeeEndpoints
{
    public override Task<FeesResult> GetFeesAsync(ApiCall call, string ticker, IReadOnlyList<string>? venues) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Fees.Of(ticker, venues)));

    public override Task<OrderPreview> PreviewOrderAsync(ApiCall call, PreviewBody body) => Task.FromResult(exchange.Scheduler.Enter(() => exchange.Preview.Of(body)));

    public override Task<FundingRatesResult> GetFundingRatesAsync(ApiCall call, string? venue, string? symbol) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Funding.Rates(venue, symbol)));

    public override Task<FundingHistory> GetFundingHistoryAsync(ApiCall call, string symbol, string venue, HistoryRange? range, long? start_ts, long? end_ts) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Funding.History(symbol, venue, range, start_ts, end_ts)));

    /// <summary>The account itself has no limits but its money; those of a graph travel with the graph.</summary>
    public override Task<JToken> GetRiskLimitsAsync(ApiCall call) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JObject(
        new JProperty("max_daily_loss_usd", JValue.CreateNull()),
        new JProperty("max_order_notional_usd", JValue.CreateNull()),
        new JProperty("max_leverage", MarginAccount.Leverage),
        new JProperty("kill_switch", call.Account.KillSwitch.IsEngaged))));

    public override Task<JToken> ListEdgesAsync(ApiCall call) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JObject(
        new JProperty("edges", new JArray(exchange.Markets.All.GroupBy(market => market.Venue).Select(venue => new JObject(
            new JProperty("edge_id", VenueEdge.IdOf(venue.Key)),
            new JProperty("venue", venue.Key),
            new JProperty("region", "local"),
            new JProperty("remote", false),
            new JProperty("status", "connected"),
            new JProperty("markets", venue.Count()))))))));

    public override Task<JToken> GetFairPriceAsync(ApiCall call) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JObject(
        new JProperty("prices", FairPrices.Of(exchange.Markets)),
        new JProperty("ts_ns", exchange.Scheduler.Now.Raw))));

    /// <summary>Nothing to fetch: the positions are kept here.</summary>
    public override Task<JToken> SyncPositionsAsync(ApiCall call, JToken body) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        PositionsResponse all = exchange.Engine.Positions(call.Account);
        return new JObject(new JProperty("status", "ok"), new JProperty("positions", all.Positions.Count), new JProperty("as_of_ns", all.AsOf.Raw));
    }));
}
