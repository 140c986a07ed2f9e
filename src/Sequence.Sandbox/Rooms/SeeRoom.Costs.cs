using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Analytics;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Streaming;
using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Rooms;

// What trading costs, and what stands behind it.
internal sealed partial class SeeRoom
{
    public override Task<FeesResult> GetFeesAsync(ApiCall call, string ticker, IReadOnlyList<string>? venues) =>
        Task.FromResult(scheduler.Enter(() => desks.Fees.Of(ticker, venues)));

    public override Task<OrderPreview> PreviewOrderAsync(ApiCall call, PreviewBody body) => Task.FromResult(scheduler.Enter(() => desks.Preview.Of(body)));

    public override Task<FundingRatesResult> GetFundingRatesAsync(ApiCall call, string? venue, string? symbol) =>
        Task.FromResult(scheduler.Enter(() => desks.Funding.Rates(venue, symbol)));

    public override Task<FundingHistory> GetFundingHistoryAsync(ApiCall call, string symbol, string venue, HistoryRange? range, long? start_ts, long? end_ts) =>
        Task.FromResult(scheduler.Enter(() => desks.Funding.History(symbol, venue, range, start_ts, end_ts)));

    /// <summary>The account itself has no limits but its money; those of a graph travel with the graph.</summary>
    public override Task<JToken> GetRiskLimitsAsync(ApiCall call) => Task.FromResult<JToken>(scheduler.Enter(() => new JObject(
        new JProperty("max_daily_loss_usd", JValue.CreateNull()),
        new JProperty("max_order_notional_usd", JValue.CreateNull()),
        new JProperty("max_leverage", Margin.Leverage),
        new JProperty("kill_switch", call.Account.KillSwitch.IsEngaged))));

    public override Task<JToken> ListEdgesAsync(ApiCall call) => Task.FromResult<JToken>(scheduler.Enter(() => new JObject(
        new JProperty("edges", new JArray(markets.All.GroupBy(market => market.Venue).Select(venue => new JObject(
            new JProperty("edge_id", VenueEdge.IdOf(venue.Key)),
            new JProperty("venue", venue.Key),
            new JProperty("region", "local"),
            new JProperty("remote", false),
            new JProperty("status", "connected"),
            new JProperty("markets", venue.Count()))))))));

    public override Task<JToken> GetFairPriceAsync(ApiCall call) => Task.FromResult<JToken>(scheduler.Enter(() => new JObject(
        new JProperty("prices", FairPrices.Of(markets)),
        new JProperty("ts_ns", scheduler.Now.Raw))));

    /// <summary>Nothing to fetch: the positions are kept here.</summary>
    public override Task<JToken> SyncPositionsAsync(ApiCall call, JToken body) => Task.FromResult<JToken>(scheduler.Enter(() =>
    {
        PositionsResponse all = engine.Positions(call.Account);
        return new JObject(new JProperty("status", "ok"), new JProperty("positions", all.Positions.Count), new JProperty("as_of_ns", all.AsOf.Raw));
    }));
}
