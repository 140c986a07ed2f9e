using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Analytics;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Predictions;

namespace Sequence.Sandbox.Rooms;

/// <summary>Level 2: orders and fills, the newest first.</summary>
internal sealed class TradeRoom(Scheduler scheduler, MarketPlace markets, GraphEngine engine, ExecutionJournal journal, PredictionVenues predictions) : Wire.TradeOperations
{
    public override Task<Wire.SubmitResult> SubmitOrderAsync(ApiCall call, Wire.SubmitBody body) =>
        Task.FromResult(scheduler.Enter(() => engine.Submit(call.Account, body).ToSubmitResult()));

    public override Task<Wire.OrdersPage> ListOrdersAsync(ApiCall call, int? limit, long? offset, string? symbol, string? node_order_id) =>
        Task.FromResult(scheduler.Enter(() =>
        {
            string? canonical = Canonical(symbol);
            IReadOnlyList<OrderState> all = node_order_id is null
                ? engine.Orders(call.Account)
                : engine.FindOrder(call.Account, node_order_id) is { } named ? [named] : [];
            IEnumerable<OrderState> orders = all.Where(order => canonical is null || order.Symbol == canonical);
            Page<OrderState> page = Page<OrderState>.Of([.. orders], limit, offset);
            return new Wire.OrdersPage
            {
                Orders = [.. page.Rows.Select(ToWire)],
                Total = page.Total,
                Limit = page.Limit,
                Offset = page.Offset,
                HasMore = page.HasMore,
            };
        }));

    public override Task<Wire.OrderResponse> GetOrderAsync(ApiCall call, string node_order_id) =>
        Task.FromResult(scheduler.Enter(() => ToWire(Find(call, node_order_id))));

    public override Task<JToken> CancelOrderAsync(ApiCall call, string node_order_id) => Task.FromResult<JToken>(scheduler.Enter(() =>
    {
        OrderState order = Find(call, node_order_id);
        engine.Cancel(order);
        return new JObject(new JProperty("node_order_id", order.NodeOrderId), new JProperty("status", order.Status.Value));
    }));

    public override Task<Wire.AmendAnswer> AmendOrderAsync(ApiCall call, string node_order_id, Wire.AmendBody body)
    {
        var change = Amendment.Read(body);
        return Task.FromResult(scheduler.Enter(() =>
        {
            OrderState order = engine.Amend(Find(call, node_order_id), change);
            return new Wire.AmendAnswer { NodeOrderId = order.NodeOrderId, Status = order.Status, Mode = Wire.AmendMode.CancelReplace };
        }));
    }

    public override Task<Wire.FillsPage> ListFillsAsync(ApiCall call, int? limit, long? offset, string? symbol) =>
        Task.FromResult(scheduler.Enter(() =>
        {
            string? canonical = Canonical(symbol);
            IEnumerable<ExecutionReport> fills = engine.Fills(call.Account).Where(fill => canonical is null || fill.Order.Symbol == canonical);
            Page<ExecutionReport> page = Page<ExecutionReport>.Of([.. fills], limit, offset);
            return new Wire.FillsPage
            {
                Fills = [.. page.Rows.Select(fill => fill.ToWire())],
                Total = page.Total,
                Limit = page.Limit,
                Offset = page.Offset,
                HasMore = page.HasMore,
            };
        }));

    /// <summary>Kalshi pays by itself; on Polymarket every settled token of the market is given back, once.</summary>
    public override Task<Wire.RedeemResult> RedeemMarketAsync(ApiCall call, string slug, string venue) => Task.FromResult(scheduler.Enter(() =>
    {
        Catalogue catalogue = predictions.Find(venue) ?? throw ApiFault.InvalidParams("venue", $"'{venue}' is neither {Catalogue.Kalshi} nor {Catalogue.Polymarket}.");
        PredictionMarket market = catalogue.FindSlug(slug)?.Market ?? throw ApiFault.NotFound($"No market of {catalogue.Venue} is called '{slug}'.");
        if (catalogue.Venue == Catalogue.Kalshi)
            return new Wire.RedeemResult { Mode = Wire.RedeemMode.AutoSettled, Venue = catalogue.Venue, Slug = market.Slug, Note = "The venue settles by itself." };
        string[] redeemed = [.. OutcomeToken.Of(market).Select(token => token.Symbol).Where(token => call.Account.Ledger.Redeem(catalogue.Venue, token))];
        return new Wire.RedeemResult
        {
            Mode = redeemed.Length > 0 ? Wire.RedeemMode.RelayerSubmitted : Wire.RedeemMode.Noop,
            Venue = catalogue.Venue,
            Slug = market.Slug,
            Note = redeemed.Length > 0 ? "The tokens were given back and paid." : "There are no settled tokens to redeem.",
            ConditionId = market.EventId(),
            TokenIds = redeemed.Length > 0 ? redeemed : [.. market.Outcomes.Select((_, outcome) => market.Token(outcome))],
        };
    }));

    private Wire.OrderResponse ToWire(OrderState order) => order.ToWire(journal.Costs(order));

    private string? Canonical(string? symbol) => symbol is null ? null : markets.Canonical(symbol);

    private OrderState Find(ApiCall call, string nodeOrderId) =>
        engine.FindOrder(call.Account, nodeOrderId) ?? throw ApiFault.NotFound($"No order is called '{nodeOrderId}'.");
}
