using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

/// <summary>A server that ignores the symbol of a list does not make the list hold foreign rows.</summary>
[TestFixture]
public sealed class SymbolFilterTests
{
    private const string Orders = """
        {"orders": [{"node_order_id": "1", "symbol": "ETH-USD", "qty_1e8": 1, "filled_qty_1e8": 0}, {"node_order_id": "2", "symbol": "BTC-USD", "qty_1e8": 1, "filled_qty_1e8": 0}], "has_more": false}
        """;

    private const string Fills = """
        {"fills": [{"fill_id": "1", "symbol": "ETH-USD", "price_1e9": 1, "qty_1e8": 1}, {"fill_id": "2", "symbol": "BTC-USD", "price_1e9": 1, "qty_1e8": 1}], "has_more": false}
        """;

    [Test]
    public async Task Foreign_rows_are_left_out_of_a_page_and_of_a_walk()
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*/v1/orders").Respond("application/json", Orders);
        wire.Mock.When("*/v1/fills").Respond("application/json", Fills);

        Assert.That((await wire.Client.Orders().Symbol("ETH-USD").FetchAsync()).Orders.Select(o => o.NodeOrderId), Is.EqualTo(new[] { "1" }));
        Assert.That((await wire.Client.Fills().Symbol("ETH-USD").FetchAsync()).Fills.Select(f => f.FillId), Is.EqualTo(new[] { "1" }));
        Assert.That((await wire.Client.Orders().FetchAsync()).Orders, Has.Count.EqualTo(2));
        List<string> walked = [];
        await foreach (Fill fill in wire.Client.Fills().Symbol("ETH-USD").EnumerateAsync())
            walked.Add(fill.FillId);
        Assert.That(walked, Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public void A_query_describes_itself_and_refuses_senseless_windows()
    {
        using var wire = new WireRecorder();

        Assert.That(wire.Client.Orders().Symbol("ETH-USD").Limit(5).Offset(2).ToString(), Is.EqualTo("OrderResponse list: symbol=ETH-USD, limit=5, offset=2"));
        Assert.That(Assert.Throws<SequenceValidationException>(() => wire.Client.Orders().Limit(0))!.Field, Is.EqualTo("limit"));
        Assert.That(Assert.Throws<SequenceValidationException>(() => wire.Client.Orders().Offset(-1))!.Field, Is.EqualTo("offset"));
        Assert.That(Assert.Throws<SequenceValidationException>(() => wire.Client.Fills().Symbol(" "))!.Field, Is.EqualTo("symbol"));
    }
}
