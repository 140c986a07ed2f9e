using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

/// <summary>What each trading verb puts on the wire.</summary>
[TestFixture]
public sealed class TradeWireTests
{
    private WireRecorder _wire = null!;

    [SetUp]
    public void Open() => _wire = new WireRecorder();

    [TearDown]
    public void Close() => _wire.Dispose();

    [Test]
    public async Task A_market_order()
    {
        await _wire.Client.Buy("ETH-USD", 50m).SubmitAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_limit_order_with_every_setting()
    {
        await _wire.Client.Sell("BTC-USD-PERP", 0.29m)
            .Venue("hyperliquid").LimitPrice(8.2m).Policy(Policy.PassiveLimit).Urgency(Urgency.Low).MaxSlippageBps(0)
            .Horizon(TimeSpan.FromSeconds(90)).TimeInForce(TimeInForce.Fok).Perp().Sandbox().GraphId("graph_mine")
            .SubmitAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_read_of_one_order()
    {
        await _wire.Client.GetOrderAsync(OrderJson.Id);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_read_of_one_order_at_its_own_path()
    {
        OrderResponse order = await _wire.Client.GetOrderByPathAsync(OrderJson.Id);
        Assert.That(order.IsTerminal);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_cancel_of_one_order()
    {
        await _wire.Client.CancelOrderAsync(OrderJson.Id);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_page_of_orders()
    {
        await _wire.Client.Orders().FetchAsync();
        await _wire.Client.Orders().Symbol("KXBTCZ-26DEC31-T99000:YES").Limit(7).Offset(14).FetchAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_page_of_fills()
    {
        await _wire.Client.Fills().FetchAsync();
        await _wire.Client.Fills().Symbol("ETH-USD").Limit(1).Offset(2).FetchAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_cancel_by_each_kind_of_id()
    {
        await _wire.Client.CancelAsync("graph_ab12");
        await _wire.Client.CancelAsync("graph_ab12:order:1");
        await _wire.Client.CancelAsync(OrderJson.Id);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task An_amend_of_price_and_quantity()
    {
        await _wire.Client.AmendAsync(OrderJson.Id, newPrice: 1.001m, newQty: 0.57m);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task An_amend_of_the_price_alone()
    {
        await _wire.Client.AmendAsync(OrderJson.Id, Px.FromRaw(1), null);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_decrease_reads_and_then_amends_the_total()
    {
        await _wire.Client.DecreaseAsync(OrderJson.Id, 29.99999999m);
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_redemption()
    {
        await _wire.Client.RedeemAsync("btc-updown-5m-1776537600", "polymarket");
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task A_batch_of_every_operation()
    {
        await _wire.Client.Batch("kalshi").Emulate()
            .Buy("KXA", 1m).Sell("KXB", 2m).BuyLimit("KXC", 3m, 0.42m).SellLimit("KXD", 4m, 0.58m).Cancel(OrderJson.Id)
            .EndAsync();
        _wire.MatchSnapshot();
    }

    [Test]
    public async Task Typed_amounts_go_out_as_they_are()
    {
        await _wire.Client.Buy("BTC-USD", Qty.FromRaw(1)).LimitPrice(Px.FromRaw(2)).GraphId("graph_1").SubmitAsync();
        await _wire.Client.Batch("kraken").BuyLimit("BTC-USD", Qty.FromRaw(3), Px.FromRaw(4)).Sell("BTC-USD", Qty.FromRaw(5)).EndAsync();
        _wire.MatchSnapshot();
    }

    [TestCase("0.29", 29_000_000)]
    [TestCase("0.57", 57_000_000)]
    [TestCase("4.35", 435_000_000)]
    [TestCase("0.00000003", 3)]
    [TestCase("1.500000000000", 150_000_000)]
    [TestCase("92233720368.54775807", long.MaxValue)]
    public async Task A_quantity_is_exact(string human, long raw)
    {
        await _wire.Client.Buy("BTC-USD", decimal.Parse(human, System.Globalization.CultureInfo.InvariantCulture)).SubmitAsync();

        Assert.That((long)_wire.Request.Body!.SelectToken("nodes[0].quantity.fixed.qty_1e8")!, Is.EqualTo(raw));
    }

    [Test]
    public async Task Each_submit_has_a_fresh_graph_id_unless_one_is_given()
    {
        OrderBuilder order = _wire.Client.Buy("BTC-USD", 1m);

        await order.SubmitAsync();
        await order.SubmitAsync();
        await order.GraphId("graph_mine").SubmitAsync();
        await order.GraphId("graph_mine").SubmitAsync();

        string[] ids = [.. _wire.Requests.Select(r => (string)r.Body!["graph_id"]!)];
        Assert.That(ids[0], Does.Match("^graph_[0-9a-f]{32}$"));
        Assert.That(ids[1], Does.Match("^graph_[0-9a-f]{32}$").And.Not.EqualTo(ids[0]));
        Assert.That(ids[2..], Is.All.EqualTo("graph_mine"));
    }

    [Test]
    public async Task A_builder_can_be_kept_and_each_branch_stays_as_it_was()
    {
        OrderBuilder plain = _wire.Client.Buy("BTC-USD", 1m);
        _ = plain.LimitPrice(5m).Venue("kraken").Urgency(Urgency.High).Perp().Sandbox().GraphId("graph_mine");

        await plain.SubmitAsync();

        Assert.That(_wire.Request.Body!.SelectToken("nodes[0].order_type")!.ToString(), Is.EqualTo("market"));
        Assert.That(_wire.Request.Body.SelectToken("nodes[0].execution"), Is.Empty);
        Assert.That((bool)_wire.Request.Body["is_sandbox"]!, Is.False);
        Assert.That((string?)_wire.Request.Body["graph_id"], Is.Not.EqualTo("graph_mine"));
    }

    [Test]
    public async Task A_word_that_this_version_does_not_know_is_sent_as_it_is()
    {
        await _wire.Client.Buy("BTC-USD", 1m).Policy(Policy.Create("quantum")).SubmitAsync();

        Assert.That((string?)_wire.Request.Body!.SelectToken("nodes[0].execution.policy"), Is.EqualTo("quantum"));
    }
}
