using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Predictions;

namespace Sequence.Sandbox.Rooms;

/// <summary>Level 2: orders and fills, the newest first.</summary>
internal sealed class TradeRoom(Scheduler scheduler, MarketPlace markets, GraphEngine engine, PredictionVenues predictions) : Wire.TradeOperations
{
    public override Task<Wire.SubmitResult> SubmitOrderAsync(ApiCall call, Wire.SubmitBody body) =>
        Task.FromResult(scheduler.Enter(() => engine.Submit(call.Account, body).ToSubmitResult()));

    public override Task<Wire.OrdersPage> ListOrdersAsync(ApiCall call, int? limit, long? offset, string? symbol, string? node_order_id) =>
        Task.FromResult(scheduler.Enter(() =>
        {
            string? canonical = Canonical(symbol);
            IEnumerable<OrderState> orders = engine.Orders(call.Account)
                .Where(order => (canonical is null || order.Symbol == canonical) && (node_order_id is null || order.NodeOrderId == node_order_id));
            Page<OrderState> page = Page<OrderState>.Of([.. orders], limit, offset);
            return new Wire.OrdersPage
            {
                Orders = [.. page.Rows.Select(order => order.ToWire())],
                Total = page.Total,
                Limit = page.Limit,
                Offset = page.Offset,
                HasMore = page.HasMore,
            };
        }));

    public override Task<Wire.OrderResponse> GetOrderAsync(ApiCall call, string node_order_id) =>
        Task.FromResult(scheduler.Enter(() => Find(call, node_order_id).ToWire()));

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

    /// <summary>Kalshi pays by itself; on Polymarket nothing can be bought here, so there is nothing to redeem.</summary>
    public override Task<Wire.RedeemResult> RedeemMarketAsync(ApiCall call, string slug, string venue) => Task.FromResult(scheduler.Enter(() =>
    {
        Catalogue catalogue = predictions.Find(venue) ?? throw ApiFault.InvalidParams("venue", $"'{venue}' is neither {Catalogue.Kalshi} nor {Catalogue.Polymarket}.");
        PredictionMarket market = catalogue.FindSlug(slug)?.Market ?? throw ApiFault.NotFound($"No market of {catalogue.Venue} is called '{slug}'.");
        bool isKalshi = catalogue.Venue == Catalogue.Kalshi;
        return new Wire.RedeemResult
        {
            Mode = isKalshi ? Wire.RedeemMode.AutoSettled : Wire.RedeemMode.Noop,
            Venue = catalogue.Venue,
            Slug = market.Slug,
            Note = isKalshi ? "The venue settles by itself." : "There are no tokens to redeem.",
            ConditionId = isKalshi ? null : market.EventId(),
            TokenIds = isKalshi ? null : [.. market.Outcomes.Select((_, outcome) => market.Token(outcome))],
        };
    }));

    private string? Canonical(string? symbol) => symbol is null ? null : markets.Canonical(symbol);

    private OrderState Find(ApiCall call, string nodeOrderId) =>
        engine.FindOrder(call.Account, nodeOrderId) ?? throw ApiFault.NotFound($"No order is called '{nodeOrderId}'.");
}
