namespace Sequence.Sdk.Tests.Trade;

/// <summary>Answers of the server, with no more than an order must have.</summary>
internal static class OrderJson
{
    public const string Id = "graph:graph_ab12:order:1";

    public static string Order(string id = Id, string status = "NEW", long qty = 100, long filled = 0) =>
        $$"""{"node_order_id": "{{id}}", "symbol": "S", "status": "{{status}}", "qty_1e8": {{qty}}, "filled_qty_1e8": {{filled}}}""";

    public static string Page(params IEnumerable<string> orders) => $$"""{"orders": [{{string.Join(", ", orders)}}]}""";
}
