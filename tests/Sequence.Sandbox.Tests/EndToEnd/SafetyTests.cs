using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Changing and stopping what works.</summary>
public sealed class SafetyTests
{
    [Test]
    public async Task An_amend_moves_the_order_and_a_decrease_makes_it_smaller()
    {
        await using Trading trading = await Trading.StartAsync();
        string id = await RestAsync(trading, "coinbase");
        AmendResult amended = await trading.Client.AmendAsync(id, newPrice: 60_100m);
        DecreaseResult decreased = await trading.Client.DecreaseAsync(amended.NodeOrderId, 0.2m);
        OrderResponse order = await trading.Client.GetOrderAsync(decreased.NodeOrderId);
        OrderResponse first = await trading.Client.GetOrderAsync(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(amended.NodeOrderId, Does.EndWith(":order:2"));
            Assert.That(amended.Mode, Is.EqualTo(AmendMode.CancelReplace));
            Assert.That(decreased.NodeOrderId, Does.EndWith(":order:3"));
            Assert.That((order.Qty, order.Status), Is.EqualTo((Qty.FromDecimal(0.3m), OrderStatus.Accepted)));
            Assert.That(order.Constraints?["max_price_1e9"]?.ToObject<long>(), Is.EqualTo(Px.FromDecimal(60_100m).Raw));
            Assert.That(first.Status, Is.EqualTo(OrderStatus.Cancelled));
        }
    }

    [Test]
    public async Task An_order_that_is_over_cannot_be_amended()
    {
        await using Trading trading = await Trading.StartAsync();
        string id = await RestAsync(trading, "coinbase");
        await trading.Client.CancelAsync(id);
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.AmendAsync(id, newQty: 1m));
        Assert.That((refused!.Status, refused.Details.Single().Field), Is.EqualTo((409, "node_order_id")));
    }

    [Test]
    public async Task A_node_of_a_graph_is_amended_under_its_name()
    {
        await using Trading trading = await Trading.StartAsync();
        string id = await RestAsync(trading, "kraken");
        await trading.Client.AmendNodeAsync(id.Split(':')[1], "order", new NodeAmendments { Qty = Qty.FromDecimal(0.7m), Urgency = Urgency.High });
        GraphStatusResponse graph = await trading.Client.GetGraphAsync(id.Split(':')[1]);
        Assert.That(graph.Nodes["order"].TargetQty, Is.EqualTo(Qty.FromDecimal(0.7m)));
        await Assert.ThatAsync(
            () => trading.Client.AmendNodeAsync(id.Split(':')[1], "none", new NodeAmendments { Urgency = Urgency.Low }),
            Throws.TypeOf<SequenceApiException>().With.Property("Status").EqualTo(404));
    }

    [Test]
    public async Task An_engaged_kill_switch_refuses_what_is_new_and_leaves_open_orders_alone()
    {
        await using Trading trading = await Trading.StartAsync();
        string id = await RestAsync(trading, "coinbase");
        KillSwitchStatus engaged = await trading.Client.EngageKillSwitchAsync("runaway strategy");
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.Buy("BTC-USD", 1m).SubmitAsync());
        await using SequenceClient other = Trading.ClientOf(trading.Exchange, trading.Exchange.NewKey());
        SubmitResult theirs = await other.Buy("BTC-USD", 0.1m).SubmitAsync();
        OrderResponse open = await trading.Client.GetOrderAsync(id);
        KillSwitchStatus cleared = await trading.Client.ClearKillSwitchAsync();
        SubmitResult again = await trading.Client.Buy("BTC-USD", 0.1m).SubmitAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((engaged.Engaged, engaged.Reason), Is.EqualTo((true, "runaway strategy")));
            Assert.That((refused!.Status, refused.Code), Is.EqualTo((409, "KILL_SWITCH")));
            Assert.That(refused.Message, Does.Contain("kill switch").And.Contain("runaway strategy"));
            Assert.That(open.Status, Is.EqualTo(OrderStatus.Accepted));
            Assert.That((cleared.Engaged, cleared.Reason), Is.EqualTo((false, (string?)null)));
            Assert.That(new[] { theirs.NodeCount, again.NodeCount }, Is.All.EqualTo(1));
        }
    }

    [Test]
    public async Task A_submit_that_was_accepted_before_is_answered_in_spite_of_the_kill_switch()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult first = await trading.Client.Buy("ETH-USD", 1m).GraphId("mine").SubmitAsync();
        await trading.Client.EngageKillSwitchAsync();
        SubmitResult again = await trading.Client.Buy("ETH-USD", 1m).GraphId("mine").SubmitAsync();
        Assert.That(again.GraphId, Is.EqualTo(first.GraphId));
    }

    [Test]
    public async Task Cancel_all_takes_one_venue_and_leaves_the_others()
    {
        await using Trading trading = await Trading.StartAsync();
        string first = await RestAsync(trading, "coinbase");
        string second = await RestAsync(trading, "coinbase");
        string elsewhere = await RestAsync(trading, "kraken");
        Newtonsoft.Json.Linq.JToken answer = await trading.Client.CancelAllOnVenueAsync("coinbase");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)answer["cancelled"], Is.EqualTo(2));
            Assert.That((await trading.Client.GetOrderAsync(first)).Status, Is.EqualTo(OrderStatus.Cancelled));
            Assert.That((await trading.Client.GetOrderAsync(second)).Status, Is.EqualTo(OrderStatus.Cancelled));
            Assert.That((await trading.Client.GetOrderAsync(elsewhere)).Status, Is.EqualTo(OrderStatus.Accepted));
            await Assert.ThatAsync(() => trading.Client.CancelAllOnVenueAsync("nowhere"), Throws.TypeOf<SequenceApiException>().With.Property("Status").EqualTo(404));
        }
    }

    private static async Task<string> RestAsync(Trading trading, string venue)
    {
        SubmitResult submit = await trading.Client.Buy("BTC-USD", 0.5m).Venue(venue).LimitPrice(60_000m).TimeInForce(TimeInForce.Gtc).SubmitAsync();
        await trading.Client.WaitForOrderAsync(submit.NodeOrderId("order"), order => order.Status == OrderStatus.Accepted);
        return submit.NodeOrderId("order");
    }
}
