using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

/// <summary>What is read from answers: documented samples, words from the future, members that are missing.</summary>
[TestFixture]
public sealed class OrderReadingTests
{
    [Test]
    public async Task An_order_is_read_from_the_documented_sample()
    {
        using var wire = new WireRecorder();

        OrderResponse order = await wire.Client.GetOrderAsync(OrderJson.Id);

        Assert.That(order.NodeOrderId, Is.EqualTo(OrderJson.Id));
        Assert.That(order.Side, Is.EqualTo(OrderSide.Buy));
        Assert.That(order.Qty.ToDecimal(), Is.EqualTo(50m));
        Assert.That(order.FilledQty.ToDecimal(), Is.EqualTo(20m));
        Assert.That(order.FillPct, Is.EqualTo(40m));
        Assert.That(order.Status, Is.EqualTo(OrderStatus.Partial));
        Assert.That(order.IsTerminal, Is.False);
        Assert.That((long)order.Constraints!["max_price_1e9"]!, Is.EqualTo(2_500_000_000_000));
        Assert.That(order.CreatedAt!.Value.Raw, Is.EqualTo(1705406400000000000));
    }

    [Test]
    public async Task A_fill_is_read_from_the_documented_sample()
    {
        using var wire = new WireRecorder();

        Fill fill = (await wire.Client.Fills().FetchAsync()).Fills.Single();

        Assert.That(fill.Qty.ToDecimal(), Is.EqualTo(20m));
        Assert.That(fill.Price.ToDecimal(), Is.EqualTo(2_450m));
        Assert.That(fill.Notional.ToDecimal(), Is.EqualTo(49_000m));
        Assert.That(fill.FeeUsd!.Value.ToDecimal(), Is.EqualTo(49m));
        Assert.That(fill.Timestamp!.Value.Raw, Is.EqualTo(1705406400500000000));
    }

    [Test]
    public async Task A_submit_answers_with_its_graph_and_the_ids_of_its_orders()
    {
        using var wire = new WireRecorder();

        SubmitResult result = await wire.Client.Buy("ETH-USD", 1m).GraphId("graph_ab12").SubmitAsync();

        Assert.That(result.GraphId, Is.EqualTo("graph_ab12"));
        Assert.That(result.Status, Is.EqualTo(GraphStatus.Pending));
        Assert.That((result.NodeCount, result.EdgeCount), Is.EqualTo((2, 1)));
        Assert.That(result.NodeOrderId("order"), Is.EqualTo(OrderJson.Id));
        Assert.That(() => result.NodeOrderId(""), Throws.InstanceOf<SequenceValidationException>());
    }

    [Test]
    public async Task A_redemption_is_read_from_the_documented_sample()
    {
        using var wire = new WireRecorder();

        RedeemResult result = await wire.Client.RedeemAsync("btc-updown-5m-1776537600", "polymarket");

        Assert.That(result.Mode, Is.EqualTo(RedeemMode.RelayerSubmitted));
        Assert.That(result.TokenIds, Is.EqualTo(["1"]));
    }

    [TestCase("NEW", false)]
    [TestCase("PENDING", false)]
    [TestCase("ACCEPTED", false)]
    [TestCase("PARTIAL", false)]
    [TestCase("FILLED", true)]
    [TestCase("COMPLETED", true)]
    [TestCase("CANCELLED", true)]
    [TestCase("REJECTED", true)]
    [TestCase("FAILED", true)]
    [TestCase("HALTED", false)]
    public void An_order_ends_in_five_states(string status, bool isTerminal)
    {
        OrderResponse order = Json.Read<OrderResponse>(OrderJson.Order(status: status));

        Assert.That(order.IsTerminal, Is.EqualTo(isTerminal));
    }

    [TestCase(3, 1, "33.33333333333333333333333333")]
    [TestCase(100_000_000, 100_000_000, "100")]
    [TestCase(100_000_000, 100_000_001, "100")]
    [TestCase(8, 0, "0")]
    [TestCase(0, 0, "0")]
    public void The_filled_part_is_a_percentage(long qty, long filled, string expected)
    {
        OrderResponse order = Json.Read<OrderResponse>(OrderJson.Order(qty: qty, filled: filled));

        Assert.That(order.FillPct, Is.EqualTo(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public void A_word_and_a_member_from_the_future_survive_a_round_trip()
    {
        JToken sent = Json.Parse("""
            {"node_order_id": "n", "client_id": "c", "symbol": "S", "side": "SHORT", "qty_1e8": 1, "filled_qty_1e8": 0,
             "status": "HALTED", "venue_hint": {"deep": [1.10, "2024-01-01T00:00:00Z"]}}
            """);

        OrderResponse order = Json.Read<OrderResponse>(sent.ToString());

        Assert.That(order.Status.Value, Is.EqualTo("HALTED"));
        Assert.That(order.Status.IsKnown, Is.False);
        Assert.That(Json.Same(Json.Write(order), sent), Is.True, Json.Write(order).ToString());
    }

    [Test]
    public void Members_that_are_missing_leave_their_defaults()
    {
        OrderResponse order = Json.Read<OrderResponse>("""{"qty_1e8": 1, "filled_qty_1e8": 0}""");

        Assert.That(order.Status.Value, Is.Empty);
        Assert.That(order.FailureReason, Is.Null);
        Assert.That(order.UpdatedAt, Is.Null);
    }

    [TestCase("""{"filled_qty_1e8": 0}""", "qty_1e8")]
    [TestCase("""{"qty_1e8": 1}""", "filled_qty_1e8")]
    public async Task An_order_without_its_amounts_is_not_taken_for_an_empty_one(string order, string missing)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(order));

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.GetOrderAsync(OrderJson.Id)))!;

        Assert.That(error.Message, Does.Contain($"'{missing}'"));
    }

    [TestCase("submitOrder", typeof(SubmitResult))]
    [TestCase("listOrders", typeof(OrdersPage))]
    [TestCase("getOrder", typeof(OrderResponse))]
    [TestCase("amendOrder", typeof(AmendAnswer))]
    [TestCase("listFills", typeof(FillsPage))]
    [TestCase("redeemMarket", typeof(RedeemResult))]
    [TestCase("getGraph", typeof(GraphStatusResponse))]
    public void Every_member_of_a_documented_sample_has_a_place(string operation, Type type)
    {
        JToken sample = Json.Parse(ContractExamples.AnswerOf(operation));

        object value = Json.Read(sample.ToString(), type);

        Assert.That(Json.Same(Json.Write(value), WithoutNulls(sample)), Is.True, Json.Write(value).ToString());
        Assert.That(Extras(value), Is.Empty);
    }

    /// <summary>The members that were kept as unknown, at any depth.</summary>
    private static IEnumerable<string> Extras(object? value) => value switch
    {
        null or string or JToken => [],
        System.Collections.IDictionary map => map.Values.Cast<object?>().SelectMany(Extras),
        System.Collections.IEnumerable list => list.Cast<object?>().SelectMany(Extras),
        _ when value.GetType().GetProperty("AdditionalProperties") is { } extras =>
            ((IDictionary<string, object>)extras.GetValue(value)!).Keys.Concat(value.GetType().GetProperties()
                .Where(p => p != extras && p.GetIndexParameters().Length == 0).SelectMany(p => Extras(p.GetValue(value)))),
        _ => [],
    };

    private static JToken WithoutNulls(JToken token) => token switch
    {
        JObject o => new JObject(o.Properties().Where(p => p.Value.Type != JTokenType.Null).Select(p => new JProperty(p.Name, WithoutNulls(p.Value)))),
        JArray a => new JArray(a.Select(WithoutNulls)),
        _ => token,
    };
}
