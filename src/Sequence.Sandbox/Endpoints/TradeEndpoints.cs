using Sequence.Sandbox.Generation;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 2: orders and fills, the newest first.</summary>
internal sealed class TradeEndpoints(ExchangeCore exchange) : TradeOperations
{
    public override Task<Wire.SubmitResult> SubmitOrderAsync(ApiCall call, Wire.SubmitBody body) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Engine.Submit(call.Account, body).ToSubmitResult()));

    public override Task<Wire.OrdersPage> ListOrdersAsync(ApiCall call, int? limit, long? offset, string? symbol, string? node_order_id) =>
        Task.FromResult(exchange.Scheduler.Enter(() =>
        {
            string? canonical = Canonical(symbol);
            IReadOnlyList<OrderState> all = node_order_id is null
                ? exchange.Engine.Orders(call.Account)
                : exchange.Engine.FindOrder(call.Account, node_order_id) is { } named ? [named] : [];
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
        Task.FromResult(exchange.Scheduler.Enter(() => ToWire(Find(call, node_order_id))));

    public override Task<JToken> CancelOrderAsync(ApiCall call, string node_order_id) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        OrderState order = Find(call, node_order_id);
        exchange.Engine.RequestCancel(order);
        return new JObject(new JProperty("node_order_id", order.NodeOrderId), new JProperty("status", order.Status.Value));
    }));

    public override Task<Wire.AmendAnswer> AmendOrderAsync(ApiCall call, string node_order_id, Wire.AmendBody body)
    {
        var change = Amendment.Read(body);
        return Task.FromResult(exchange.Scheduler.Enter(() =>
        {
            OrderState order = exchange.Engine.Amend(Find(call, node_order_id), change);
            return new Wire.AmendAnswer { NodeOrderId = order.NodeOrderId, Status = order.Status, Mode = Wire.AmendMode.CancelReplace };
        }));
    }

    public override Task<Wire.FillsPage> ListFillsAsync(ApiCall call, int? limit, long? offset, string? symbol) =>
        Task.FromResult(exchange.Scheduler.Enter(() =>
        {
            string? canonical = Canonical(symbol);
            IEnumerable<ExecutionReport> fills = exchange.Engine.Fills(call.Account).Where(fill => canonical is null || fill.Order.Symbol == canonical);
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
    public override Task<Wire.RedeemResult> RedeemMarketAsync(ApiCall call, string slug, string venue) => Task.FromResult(exchange.Scheduler.Enter(() =>
    {
        Catalogue catalogue = exchange.Predictions.Find(venue) ?? throw RefusedException.InvalidParameter("venue", $"'{venue}' is neither {Catalogue.Kalshi} nor {Catalogue.Polymarket}.");
        PredictionMarket market = catalogue.FindSlug(slug)?.Market ?? throw RefusedException.NotFound($"No market of {catalogue.Venue} is called '{slug}'.");
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

    private Wire.OrderResponse ToWire(OrderState order) => order.ToWire(exchange.Journal.Costs(order));

    private string? Canonical(string? symbol) => symbol is null ? null : exchange.Markets.Canonical(symbol);

    private OrderState Find(ApiCall call, string nodeOrderId) =>
        exchange.Engine.FindOrder(call.Account, nodeOrderId) ?? throw RefusedException.NotFound($"No order is called '{nodeOrderId}'.");
}
