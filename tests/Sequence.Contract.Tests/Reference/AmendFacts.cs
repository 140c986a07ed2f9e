using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 2: amend, decrease and batches.</summary>
internal static class AmendFacts
{
    private const string Id = "graph:g:order:1";
    private const string Orders = """{"orders":[{"node_order_id":"graph:g:order:1","client_id":"c","side":"BUY","symbol":"A","qty_1e8":1000000000,"filled_qty_1e8":400000000,"status":"PARTIAL"}],"total":1,"limit":50,"offset":0,"has_more":false}""";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "amend(order_id: &str, new_price: Option<f64>, new_qty: Option<f64>) -> AmendResult = AmendAsync",
            "decrease(order_id: &str, reduce_by: f64) -> DecreaseResult = DecreaseAsync",
            "batch(venue: &str) -> BatchBuilder = Batch"),
        Rejects("amend needs a price or a quantity", c => c.AmendAsync(Id, null, null)),
        Sends("amend(price)", c => c.AmendAsync(Id, 74_900m, null), "PATCH /v1/orders/graph%3Ag%3Aorder%3A1", ("new_constraints.max_price_1e9", 74_900_000_000_000L), ("new_qty_1e8", null)),
        Sends("amend(qty)", c => c.AmendAsync(Id, null, 2m), "PATCH /v1/orders/graph%3Ag%3Aorder%3A1", ("new_qty_1e8", 200_000_000L), ("new_constraints", null)),
        .. Words<AmendMode>("AmendMode", "NativeAtomic = NativeAtomic native_atomic", "CancelReplace = CancelReplace cancel_replace"),
        .. Members<AmendResult>("AmendResult.", "order_id: String = NodeOrderId", "mode: AmendMode = Mode", "status: Option<String> = Status"),
        Answers("amend: a new id on CancelReplace", """{"node_order_id":"graph:g:order:2"}""", async c => (await c.AmendAsync(Id, 1m)).NodeOrderId, "graph:g:order:2"),
        Answers("amend: the same id on NativeAtomic", """{"mode":"native_atomic"}""", async c => (await c.AmendAsync(Id, 1m)).NodeOrderId, Id),
        Answers("amend: CancelReplace today", "{}", async c => (await c.AmendAsync(Id, 1m)).Mode, AmendMode.CancelReplace),
        Answers("amend: no status", "{}", async c => (await c.AmendAsync(Id, 1m)).Status, null),
        Answers("amend: a status", """{"status":"ACCEPTED"}""", async c => (await c.AmendAsync(Id, 1m)).Status, OrderStatus.Accepted),
        .. Words<DecreaseMode>("DecreaseMode", "Native = Native", "CancelReplaceShrink = CancelReplaceShrink"),
        .. Members<DecreaseResult>("DecreaseResult.", "order_id: String = NodeOrderId", "mode: DecreaseMode = Mode", "status: Option<String> = Status"),
        new Fact("decrease errors when nothing would remain", async () =>
        {
            using RecordedCalls calls = new(Orders);
            await using SequenceClient client = calls.NewClient();
            try
            {
                await client.DecreaseAsync(Id, 6m);
                return "it was accepted";
            }
            catch (SequenceValidationException)
            {
                return calls.Requests.Count == 1 ? null : "an amend was sent";
            }
        }),

        .. Methods<BatchBuilder>(
            "BatchBuilder.", "emulate() -> Self = Emulate", "buy(&str, f64) -> Self = Buy", "sell(&str, f64) -> Self = Sell", "buy_limit(&str, f64, f64) -> Self = BuyLimit",
            "sell_limit(&str, f64, f64) -> Self = SellLimit", "cancel(&str) -> Self = Cancel", "end() -> BatchResult = EndAsync"),
        Is("BatchBuilder.len is usize", () => typeof(BatchBuilder).GetProperty("Count")!.PropertyType, typeof(int)),
        Is("BatchBuilder.is_empty is bool", () => typeof(BatchBuilder).GetProperty("IsEmpty")!.PropertyType, typeof(bool)),
        new Fact("emulate changes nothing", async () =>
        {
            using RecordedCalls calls = new();
            await using SequenceClient client = calls.NewClient();
            BatchBuilder plain = client.Batch("v").Buy("A", 1m);
            return plain.Emulate().Count == plain.Count ? null : "it does";
        }),
        Sends("a batch order goes to the batch's venue", c => c.Batch("kalshi").BuyLimit("A", 10m, 0.55m).EndAsync(), "POST /v1/orders", ("nodes[0].instrument.venue", "kalshi"), ("nodes[0].order_type.limit.price_1e9", 550_000_000L)),
        Sends("a batch order without a limit is a market order", c => c.Batch("v").Sell("A", 10m).EndAsync(), "POST /v1/orders", ("nodes[0].order_type", "market"), ("nodes[0].side", "sell")),
        new Fact("one graph for each operation", async () =>
        {
            using RecordedCalls calls = new("""{"graph_id":"g","status":"pending","node_count":1,"edge_count":0}""");
            await using SequenceClient client = calls.NewClient();
            BatchResult result = await client.Batch("v").Buy("A", 1m).Sell("B", 1m).Cancel("g").EndAsync();
            return calls.Requests.Count == 3 && result.Mode == BatchMode.Serial && result.Results.Count == 3 ? null : $"{calls.Requests.Count} requests, {result}";
        }),
        .. Words<BatchMode>("BatchMode", "NativeAtomic = NativeAtomic", "Serial = Serial"),
        Type("BatchItemResult::Submitted", typeof(BatchItemResult.Submitted)),
        Type("BatchItemResult::Cancelled", typeof(BatchItemResult.Cancelled)),
        Type("BatchItemResult::Error is Failed", typeof(BatchItemResult.Failed)),
        .. Members<BatchItemResult.Submitted>("BatchItemResult::Submitted.", "0: SubmitResult = Result"),
        .. Members<BatchItemResult.Cancelled>("BatchItemResult::Cancelled.", "0: String = Id"),
        .. Members<BatchItemResult.Failed>("BatchItemResult::Error.", "0: String = Error"),
        .. Members<BatchResult>("BatchResult.", "responses: Vec<BatchItemResult> = Results", "mode: BatchMode = Mode"),
    ];
}
