using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

/// <summary>What is refused before anything is sent, and which field the refusal names.</summary>
[TestFixture]
public sealed class TradeRefusalTests
{
    private static readonly Qty Beyond = Qty.FromRaw(-1);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("zero quantity", "qty", c => c.Buy("BTC-USD", 0m).SubmitAsync());
        yield return Refusal("negative quantity", "qty", c => c.Sell("BTC-USD", -0.5m).SubmitAsync());
        yield return Refusal("typed quantity below zero", "qty", c => c.Sell("BTC-USD", Beyond).SubmitAsync());
        yield return Refusal("quantity finer than the wire", "qty", c => c.Buy("BTC-USD", 0.000000001m).SubmitAsync());
        yield return Refusal("quantity beyond 64 bits", "qty", c => c.Buy("BTC-USD", 92_233_720_368.54775808m).SubmitAsync());
        yield return Refusal("empty symbol", "symbol", c => c.Buy(" ", 1m).SubmitAsync());
        yield return Refusal("null symbol", "symbol", c => c.Sell(null!, 1m).SubmitAsync());
        yield return Refusal("zero limit", "limit_price", c => c.Buy("BTC-USD", 1m).LimitPrice(0m).SubmitAsync());
        yield return Refusal("negative typed limit", "limit_price", c => c.Buy("BTC-USD", 1m).LimitPrice(Px.FromRaw(-1)).SubmitAsync());
        yield return Refusal("limit finer than the wire", "limit_price", c => c.Buy("BTC-USD", 1m).LimitPrice(0.0000000001m).SubmitAsync());
        yield return Refusal("limit beyond 64 bits", "limit_price", c => c.Buy("BTC-USD", 1m).LimitPrice(9_223_372_036.854775808m).SubmitAsync());
        yield return Refusal("empty venue", "venue", c => c.Buy("BTC-USD", 1m).Venue("").SubmitAsync());
        yield return Refusal("empty policy", "policy", c => c.Buy("BTC-USD", 1m).Policy(default).SubmitAsync());
        yield return Refusal("empty urgency", "urgency", c => c.Buy("BTC-USD", 1m).Urgency(default).SubmitAsync());
        yield return Refusal("empty time in force", "time_in_force", c => c.Buy("BTC-USD", 1m).TimeInForce(default).SubmitAsync());
        yield return Refusal("slippage below zero", "max_slippage_bps", c => c.Buy("BTC-USD", 1m).MaxSlippageBps(-1).SubmitAsync());
        yield return Refusal("slippage beyond 16 bits", "max_slippage_bps", c => c.Buy("BTC-USD", 1m).MaxSlippageBps(65_536).SubmitAsync());
        yield return Refusal("a negative horizon", "horizon", c => c.Buy("BTC-USD", 1m).Horizon(TimeSpan.FromMilliseconds(-1)).SubmitAsync());
        yield return Refusal("horizon with a fraction", "horizon", c => c.Buy("BTC-USD", 1m).Horizon(TimeSpan.FromMicroseconds(1500)).SubmitAsync());
        yield return Refusal("empty graph id", "graph_id", c => c.Buy("BTC-USD", 1m).GraphId("").SubmitAsync());
        yield return Refusal("graph id with a colon", "graph_id", c => c.Buy("BTC-USD", 1m).GraphId("a:b").SubmitAsync());
        yield return Refusal("graph id that a path swallows", "graph_id", c => c.Buy("BTC-USD", 1m).GraphId("..").SubmitAsync());
        yield return Refusal("empty order id", "id", c => c.GetOrderAsync(""));
        yield return Refusal("cancel of nothing", "id", c => c.CancelAsync(" "));
        yield return Refusal("cancel of an id without a graph", "id", c => c.CancelAsync("graph::order:1"));
        yield return Refusal("cancel of an id that a path swallows", "id", c => c.CancelAsync("graph:..:order:1"));
        yield return Refusal("cancel that starts with a colon", "id", c => c.CancelAsync(":order"));
        yield return Refusal("amend of nothing", "new_price", c => c.AmendAsync("graph:g:order:1"));
        yield return Refusal("amend to two nulls", "new_price", c => c.AmendAsync("graph:g:order:1", null, null));
        yield return Refusal("amend to price zero", "new_price", c => c.AmendAsync("graph:g:order:1", newPrice: 0m));
        yield return Refusal("amend to a typed price below zero", "new_price", c => c.AmendAsync("graph:g:order:1", Px.FromRaw(-5), null));
        yield return Refusal("amend to a negative quantity", "new_qty", c => c.AmendAsync("graph:g:order:1", newQty: -1m));
        yield return Refusal("amend finer than the wire", "new_qty", c => c.AmendAsync("graph:g:order:1", newQty: 0.123456789m));
        yield return Refusal("amend of a path that is swallowed", "id", c => c.AmendAsync(".", newQty: 1m));
        yield return Refusal("decrease by nothing", "reduce_by", c => c.DecreaseAsync("graph:g:order:1", 0m));
        yield return Refusal("decrease by a typed amount below zero", "reduce_by", c => c.DecreaseAsync("graph:g:order:1", Beyond));
        yield return Refusal("batch without a venue", "venue", c => c.Batch("").EndAsync());
        yield return Refusal("batch with an empty symbol", "symbol", c => c.Batch("kraken").Buy("", 1m).EndAsync());
        yield return Refusal("batch with a zero quantity", "qty", c => c.Batch("kraken").Sell("BTC-USD", 0m).EndAsync());
        yield return Refusal("batch with a zero price", "limit_price", c => c.Batch("kraken").BuyLimit("BTC-USD", 1m, 0m).EndAsync());
        yield return Refusal("batch with a typed zero price", "limit_price", c => c.Batch("kraken").SellLimit("BTC-USD", Qty.FromRaw(1), Px.Zero).EndAsync());
        yield return Refusal("batch with an empty cancel", "id", c => c.Batch("kraken").Cancel("").EndAsync());
        yield return Refusal("redeem of nothing", "slug", c => c.RedeemAsync("", "kalshi"));
        yield return Refusal("redeem nowhere", "venue", c => c.RedeemAsync("slug", ""));
        yield return Refusal("page of no rows", "limit", c => c.Orders().Limit(0).FetchAsync());
        yield return Refusal("page before the first", "offset", c => c.Fills().Offset(-1).FetchAsync());
        yield return Refusal("list of an empty symbol", "symbol", c => c.Fills().Symbol("").FetchAsync());
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task It_is_refused_before_anything_is_sent(Func<SequenceClient, Task> callAsync, string field)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(async () => await callAsync(wire.Client)))!;

        Assert.That(error.Field, Is.EqualTo(field));
        Assert.That(error.Message, Does.StartWith(field + ": "));
        Assert.That(wire.Requests, Is.Empty);
    }

    [Test]
    public void A_single_bad_value_is_refused_where_it_is_given()
    {
        using var wire = new WireRecorder();

        Assert.That(() => wire.Client.Buy("BTC-USD", 1m).MaxSlippageBps(70_000), Throws.InstanceOf<SequenceValidationException>());
    }

    [Test]
    public void The_refusal_of_an_amount_says_what_to_do()
    {
        using var wire = new WireRecorder();

        Assert.That(
            () => wire.Client.Buy("BTC-USD", 0.123456789m),
            Throws.Exception.Message.EqualTo("qty: 0.123456789 has digits finer than 1e-8, which the wire cannot hold; round it first."));
        Assert.That(
            () => wire.Client.Buy("BTC-USD", 1m).LimitPrice(10_000_000_000m),
            Throws.Exception.Message.EqualTo("limit_price: must be at most 9223372036.854775807, but was 10000000000."));
    }

    private static TestCaseData Refusal(string name, string field, Func<SequenceClient, Task> callAsync) =>
        new TestCaseData(callAsync, field).SetArgDisplayNames(name);
}
