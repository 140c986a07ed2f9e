using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 2: orders, lists of orders and fills, cancel and redemption.</summary>
internal static class OrderFacts
{
    private const string Id = "graph:g:order:1";
    private const string Node = "nodes[0]";
    private const string Order = """{"node_order_id":"graph:g:order:1","client_id":"c","side":"BUY","symbol":"A","qty_1e8":1000000000,"filled_qty_1e8":400000000,"status":"PARTIAL","tca":{"achieved_vwap_1e9":5}}""";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "buy(symbol: &str, qty: f64) -> OrderBuilder = Buy",
            "sell(symbol: &str, qty: f64) -> OrderBuilder = Sell",
            "order(node_order_id: &str) -> OrderResponse = GetOrderAsync",
            "orders() -> OrderQuery = Orders ! gives: Lists are called OrdersQuery and FillsQuery here.",
            "fills() -> FillQuery = Fills ! gives: Lists are called OrdersQuery and FillsQuery here.",
            "cancel(graph_or_order_id: &str) -> () = CancelAsync",
            "redeem(slug: &str, venue: &str) -> RedeemResult = RedeemAsync"),
        .. Methods<OrderBuilder>(
            "OrderBuilder.", "venue(&str) -> Self = Venue", "limit_price(f64) -> Self = LimitPrice", "policy(Policy) -> Self = Policy", "urgency(Urgency) -> Self = Urgency",
            "max_slippage_bps(u16) -> Self = MaxSlippageBps", "horizon_ms(u64) -> Self = Horizon ! takes: Spans of time are TimeSpan, whole milliseconds of which are sent.",
            "time_in_force(TimeInForce) -> Self = TimeInForce", "perp() -> Self = Perp", "sandbox() -> Self = Sandbox", "submit() -> SubmitResult = SubmitAsync"),
        Sends("submit is a graph of one node", c => c.Buy("A", 1.5m).SubmitAsync(), "POST /v1/orders", (Node + ".quantity.fixed.qty_1e8", 150_000_000L), ("nodes[1]", null)),
        Sends("buy", c => c.Buy("A", 1m).SubmitAsync(), "POST /v1/orders", (Node + ".side", "buy"), (Node + ".instrument.symbol", "A")),
        Sends("sell", c => c.Sell("A", 1m).SubmitAsync(), "POST /v1/orders", (Node + ".side", "sell")),
        Sends("venue pins to one", c => c.Buy("A", 1m).Venue("okx").SubmitAsync(), "POST /v1/orders", (Node + ".instrument.venue", "okx")),
        Sends("no limit price is a market order", c => c.Buy("A", 1m).SubmitAsync(), "POST /v1/orders", (Node + ".order_type", "market")),
        Sends("limit_price", c => c.Buy("A", 1m).LimitPrice(75_000m).SubmitAsync(), "POST /v1/orders", (Node + ".order_type.limit.price_1e9", 75_000_000_000_000L)),
        Sends("policy is the server's sor by default", c => c.Buy("A", 1m).SubmitAsync(), "POST /v1/orders", (Node + ".execution.policy", null)),
        Sends("policy", c => c.Buy("A", 1m).Policy(Policy.TimeDrip).SubmitAsync(), "POST /v1/orders", (Node + ".execution.policy", "time_drip")),
        Sends("urgency", c => c.Buy("A", 1m).Urgency(Urgency.High).SubmitAsync(), "POST /v1/orders", (Node + ".execution.urgency", "high")),
        Sends("max_slippage_bps(0)", c => c.Buy("A", 1m).MaxSlippageBps(0).SubmitAsync(), "POST /v1/orders", (Node + ".execution.max_slippage_bps", 0)),
        Sends("max_slippage_bps(65535)", c => c.Buy("A", 1m).MaxSlippageBps(65_535).SubmitAsync(), "POST /v1/orders", (Node + ".execution.max_slippage_bps", 65_535)),
        Rejects("max_slippage_bps ends at 65535", c => c.Buy("A", 1m).MaxSlippageBps(65_536).SubmitAsync()),
        Sends("horizon_ms(n)", c => c.Buy("A", 1m).Horizon(TimeSpan.FromSeconds(2)).SubmitAsync(), "POST /v1/orders", (Node + ".execution.horizon_ms", 2000)),
        Sends("horizon_ms(0)", c => c.Buy("A", 1m).Horizon(TimeSpan.Zero).SubmitAsync(), "POST /v1/orders", (Node + ".execution.horizon_ms", 0)),
        Sends("time_in_force", c => c.Buy("A", 1m).TimeInForce(TimeInForce.Fok).SubmitAsync(), "POST /v1/orders", (Node + ".execution.tif", "FOK")),
        Sends("perp sets the instrument type", c => c.Buy("A", 1m).Perp().SubmitAsync(), "POST /v1/orders", (Node + ".instrument.type", "perp")),
        Sends("sandbox", c => c.Buy("A", 1m).Sandbox().SubmitAsync(), "POST /v1/orders", ("is_sandbox", true)),
        Sends("a submit carries no id", c => c.Buy("A", 1m).SubmitAsync(), "POST /v1/orders", ("graph_id", null)).Differs("A graph id always goes along, so that repeating a submit never makes a second order."),
        .. Words<Side>("Side", "Buy = Buy buy", "Sell = Sell sell"),
        .. Words<Urgency>("Urgency", "Low = Low low", "Medium = Medium medium", "High = High high"),
        .. Words<Policy>(
            "Policy", "Sor = Sor sor", "IocSweep = IocSweep ioc_sweep", "PassiveLimit = PassiveLimit passive_limit", "AggressiveChase = AggressiveChase aggressive_chase",
            "PassiveLadder = PassiveLadder passive_ladder", "TimeDrip = TimeDrip time_drip"),
        .. Words<TimeInForce>("TimeInForce", "Gtc = Gtc GTC", "Ioc = Ioc IOC", "Fok = Fok FOK"),
        .. Fields<SubmitResult>("SubmitGraphResponse", "graph_id: String", "status: String", "node_count: usize", "edge_count: usize"),
        Reads<SubmitResult>("node_count beyond 32 bits", """{"graph_id":"g","status":"pending","node_count":3000000000,"edge_count":0}""", s => s.NodeCount, 3_000_000_000L),
        Reads<SubmitResult>("edge_count beyond 32 bits", """{"graph_id":"g","status":"pending","node_count":1,"edge_count":3000000000}""", s => s.EdgeCount, 3_000_000_000L),

        new Fact("order is a 404 error if unknown", async () =>
        {
            using RecordedCalls calls = new("""{"orders":[],"total":0,"limit":50,"offset":0,"has_more":false}""");
            await using SequenceClient client = calls.NewClient();
            SequenceApiException? error = null;
            try
            {
                await client.GetOrderAsync(Id);
            }
            catch (SequenceApiException e)
            {
                error = e;
            }

            return error?.Status == 404 ? null : $"it is {error}";
        }),
        .. Fields<OrderResponse>(
            "OrderResponse", "node_order_id: String", "client_id: String", "client_order_id: Option<String>", "side: String", "symbol: String", "qty_1e8: i64", "filled_qty_1e8: i64", "status: String",
            "constraints: Option<Value>", "created_unix_ns: Option<u64>", "updated_unix_ns: Option<u64>", "failure_reason: Option<String>", "tca: Option<TcaReport>"),
        Reads<OrderResponse>("tca is a TcaReport", Order, o => o.Tca!.AchievedVwap, Px.FromRaw(5)),
        Reads<OrderResponse>("side is upper case", Order, o => o.Side, OrderSide.Buy),
        .. Words<OrderSide>("OrderResponse.side", "BUY = Buy BUY", "SELL = Sell SELL"),
        .. Words<OrderStatus>(
            "OrderResponse.status", "NEW = New NEW", "PENDING = Pending PENDING", "ACCEPTED = Accepted ACCEPTED", "PARTIAL = Partial PARTIAL", "FILLED = Filled FILLED", "COMPLETED = Completed COMPLETED",
            "CANCELLED = Cancelled CANCELLED", "REJECTED = Rejected REJECTED", "FAILED = Failed FAILED"),
        Reads<OrderResponse>("qty() is qty_1e8 / 1e8", Order, o => o.Qty.ToDecimal(), 10m),
        Reads<OrderResponse>("filled_qty()", Order, o => o.FilledQty.ToDecimal(), 4m),
        Reads<OrderResponse>("fill_pct() is 0 to 100", Order, o => o.FillPct, 40m),
        Reads<OrderResponse>("fill_pct() of a whole fill is 100", Order.Replace("400000000", "1000000000", StringComparison.Ordinal), o => o.FillPct, 100m),
        .. new[] { OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Failed }.Select(status => Is($"is_terminal() of {status}", () => status.IsTerminal, true)),
        .. new[] { OrderStatus.Filled, OrderStatus.Rejected }.Select(status => Is($"is_terminal() of {status} is false", () => status.IsTerminal, false)
            .Differs("Nothing can happen to it any more either; a wait for the end would never return.")),
        .. new[] { OrderStatus.New, OrderStatus.Pending, OrderStatus.Accepted, OrderStatus.Partial }.Select(status => Is($"is_terminal() of {status}", () => status.IsTerminal, false)),

        .. Methods<OrdersQuery>("orders.", "symbol(&str) -> Self = Symbol", "limit(u32) -> Self = Limit", "offset(usize) -> Self = Offset", "fetch() -> OrdersPage = FetchAsync"),
        .. Methods<FillsQuery>("fills.", "symbol(&str) -> Self = Symbol", "limit(u32) -> Self = Limit", "offset(usize) -> Self = Offset", "fetch() -> FillsPage = FetchAsync"),
        Sends("orders().symbol().limit().offset()", c => c.Orders().Symbol("A").Limit(100).Offset(5).FetchAsync(), "GET /v1/orders?limit=100&offset=5&symbol=A"),
        Sends("fills().symbol().limit().offset()", c => c.Fills().Symbol("A").Limit(100).Offset(5).FetchAsync(), "GET /v1/fills?limit=100&offset=5&symbol=A"),
        .. Fields<OrdersPage>("OrdersResponse", "orders: Vec<OrderResponse>", "total: usize", "limit: u32", "offset: usize", "has_more: bool"),
        .. Fields<FillsPage>("FillsResponse", "fills: Vec<Fill>", "total: usize", "limit: u32", "offset: usize", "has_more: bool"),
        Reads<Fill>("Fill.qty()", """{"fill_id":"f","node_order_id":"n","symbol":"A","side":"BUY","qty_1e8":150000000,"price_1e9":2500000000}""", f => f.Qty.ToDecimal(), 1.5m),
        Reads<Fill>("Fill.price()", """{"fill_id":"f","node_order_id":"n","symbol":"A","side":"BUY","qty_1e8":150000000,"price_1e9":2500000000}""", f => f.Price.ToDecimal(), 2.5m),
        Sends("cancel takes a graph id", c => c.CancelAsync("g"), "DELETE /v1/execution_graphs/g"),
        Sends("cancel reduces a node-order id", c => c.CancelAsync(Id), "DELETE /v1/execution_graphs/g"),

        .. Words<RedeemMode>("RedeemMode", "AutoSettled = AutoSettled auto_settled", "RelayerSubmitted = RelayerSubmitted relayer_submitted", "Noop = Noop noop"),
        .. Fields<RedeemResult>("RedeemResult", "mode: RedeemMode", "venue: String", "slug: String", "condition_id: Option<String>", "token_ids: Option<Vec<String>>", "note: String"),
        Sends("redeem", c => c.RedeemAsync("s", "kalshi"), "POST /v1/markets/s/redeem?venue=kalshi"),
    ];
}
