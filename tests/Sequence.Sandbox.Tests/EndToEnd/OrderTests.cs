using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Orders, from the verb to the fill and back.</summary>
public sealed class OrderTests
{
    [Test]
    public async Task A_market_order_fills_in_full_and_costs_what_the_fills_say()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult submit = await trading.Client.Buy("BTC-USD", 0.29m).SubmitAsync();
        OrderResponse order = await trading.Client.WaitForOrderAsync(submit.NodeOrderId("order"), o => o.IsTerminal);
        FillsPage fills = await trading.Client.Fills().Symbol("BTC-USD").FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Status, Is.EqualTo(OrderStatus.Completed));
            Assert.That(order.FilledQty, Is.EqualTo(Qty.FromDecimal(0.29m)));
            Assert.That(order.FillPct, Is.EqualTo(100m));
            Assert.That(order.Side, Is.EqualTo(OrderSide.Buy));
            Assert.That(fills.Fills.Aggregate(Qty.Zero, (sum, f) => sum + f.Qty), Is.EqualTo(order.FilledQty));
            Assert.That(fills.Fills.Select(f => f.NodeOrderId), Is.All.EqualTo(order.NodeOrderId));
        }
    }

    [Test]
    public async Task A_limit_order_below_the_market_rests_until_it_is_cancelled()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult submit = await trading.Client.Buy("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(60_000m).TimeInForce(TimeInForce.Gtc).SubmitAsync();
        string id = submit.NodeOrderId("order");
        OrderResponse resting = await trading.Client.WaitForOrderAsync(id, o => o.Status == OrderStatus.Accepted);
        await trading.Client.CancelAsync(id);
        OrderResponse cancelled = await trading.Client.WaitForOrderAsync(id, o => o.IsTerminal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resting.FilledQty, Is.EqualTo(Qty.Zero));
            Assert.That(cancelled.Status, Is.EqualTo(OrderStatus.Cancelled));
        }
    }

    [Test]
    public async Task One_order_of_a_graph_is_cancelled_and_the_other_rests_on()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult submit = await trading.Client.Graph()
            .Node("low", Node.Buy("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(60_000m).TimeInForce(TimeInForce.Gtc))
            .Node("lower", Node.Buy("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(59_000m).TimeInForce(TimeInForce.Gtc))
            .SubmitAsync();
        await trading.Client.WaitForOrderAsync(submit.NodeOrderId("lower"), o => o.Status == OrderStatus.Accepted);
        await trading.Client.CancelOrderAsync(submit.NodeOrderId("low"));
        OrderResponse cancelled = await trading.Client.WaitForOrderAsync(submit.NodeOrderId("low"), o => o.IsTerminal);
        OrderResponse resting = await trading.Client.GetOrderByPathAsync(submit.NodeOrderId("lower"));
        Assert.That((cancelled.Status, resting.Status), Is.EqualTo((OrderStatus.Cancelled, OrderStatus.Accepted)));
        Assert.That((await trading.Client.GetHealthAsync()).Type, Is.EqualTo(Newtonsoft.Json.Linq.JTokenType.Object));
    }

    [Test]
    public async Task The_same_graph_id_and_order_give_the_same_graph_and_another_order_a_conflict()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult first = await trading.Client.Buy("ETH-USD", 1m).GraphId("graph_mine").SubmitAsync();
        SubmitResult again = await trading.Client.Buy("ETH-USD", 1m).GraphId("graph_mine").SubmitAsync();
        SequenceApiException? conflict = await Assert.ThrowsAsync<SequenceApiException>(
            () => trading.Client.Buy("ETH-USD", 2m).GraphId("graph_mine").SubmitAsync());
        OrderResponse order = await trading.Client.WaitForOrderAsync(first.NodeOrderId("order"), o => o.IsTerminal);
        OrdersPage orders = await trading.Client.Orders().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.GraphId, Is.EqualTo(first.GraphId));
            Assert.That((conflict!.Status, conflict.Code), Is.EqualTo((409, "CONFLICT")));
            Assert.That(order.FilledQty, Is.EqualTo(Qty.FromDecimal(1m)));
            Assert.That(orders.Orders, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task An_unknown_order_is_a_404_and_an_unknown_symbol_names_its_field()
    {
        await using Trading trading = await Trading.StartAsync();
        SequenceApiException? order = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.GetOrderAsync("graph:none:order:1"));
        SequenceApiException? symbol = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.Buy("NO-SUCH", 1m).SubmitAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((order!.Status, order.Code, order.Retryability), Is.EqualTo((404, "NOT_FOUND", Retryability.Never)));
            Assert.That((symbol!.Status, symbol.Code), Is.EqualTo((422, "VALIDATION_ERROR")));
            Assert.That(symbol.Details.Select(d => d.Field), Has.Some.Contains("symbol"));
            Assert.That(symbol.RequestId, Is.Not.Empty);
        }
    }

    [TestCase("not-a-key")]
    [TestCase("seq_test_123")]
    [TestCase("seq_prod_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_malformed_key_is_a_401_that_does_not_show_it(string key)
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        await using SequenceClient client = Trading.ClientOf(exchange, key);
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => client.GetVenuesAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused!.Status, refused.Code), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That(refused.ToString(), Does.Not.Contain(key));
            Assert.That(await client.IsHealthyAsync(), Is.True);
        }
    }

    [Test]
    public async Task One_key_does_not_see_what_another_owns()
    {
        await using Trading trading = await Trading.StartAsync();
        await using SequenceClient other = Trading.ClientOf(trading.Exchange, trading.Exchange.NewKey());
        SubmitResult mine = await trading.Client.Buy("SOL-USD", 3m).SubmitAsync();
        await trading.Client.WaitForOrderAsync(mine.NodeOrderId("order"), o => o.IsTerminal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await other.Orders().FetchAsync()).Orders, Is.Empty);
            Assert.That((await other.Fills().FetchAsync()).Fills, Is.Empty);
            await Assert.ThatAsync(() => other.GetGraphAsync(mine.GraphId), Throws.TypeOf<SequenceApiException>().With.Property("Status").EqualTo(404));
        }
    }
}
