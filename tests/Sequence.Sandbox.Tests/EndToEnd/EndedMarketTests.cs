using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>What a trader sees of a market that ends, and of orders that have ended.</summary>
public sealed class EndedMarketTests
{
    private const string Slug = "btc-updown-5m-1767614400";

    private FakeTimeProvider _time = null!;

    [SetUp]
    public void SetTime() => _time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task The_live_book_is_empty_and_its_topic_is_not_active()
    {
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = _time });
        await using MarketDataStream stream = await trading.Client.Stream([Slug, "BTC-USD"]).Book().ConnectAsync();
        await Eventually.TrueAsync(() => stream.Books[Slug].State == OrderBookState.Live);
        Assert.That(stream.Books[Slug].Bids, Is.Not.Empty);
        _time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => stream.TopicStates[$"book:{Slug}"] == TopicState.Rejected && stream.TopicStates[$"prices:{Slug}"] == TopicState.Rejected);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((stream.Books[Slug].Bids.Count, stream.Books[Slug].Asks.Count), Is.EqualTo((0, 0)));
            Assert.That(stream.Books[Slug].State, Is.EqualTo(OrderBookState.Stale));
            Assert.That(stream.TopicStates["book:BTC-USD"], Is.EqualTo(TopicState.Active));
        }
    }

    [Test]
    public async Task Orders_and_graphs_that_ended_are_refused_by_their_own_codes()
    {
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = _time });
        SubmitResult submit = await trading.Client.Buy("BTC-USD", 0.1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        SequenceApiException[] refusals =
        [
            (await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.CancelOrderAsync(submit.OrderId)))!,
            (await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.AmendAsync(submit.OrderId, newQty: 1m)))!,
            (await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.CancelGraphAsync(submit.GraphId)))!,
            (await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.ResumeGraphAsync(submit.GraphId)))!,
        ];
        _time.Advance(TimeSpan.FromMinutes(5));
        SequenceApiException closed = (await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.Buy(Slug, 1m).SubmitAsync()))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusals.Select(refusal => refusal.Code), Is.EqualTo(["ORDER_TERMINAL", "ORDER_TERMINAL", "GRAPH_TERMINAL", "GRAPH_TERMINAL"]));
            Assert.That(refusals.Append(closed).Select(refusal => (refusal.Status, refusal.Retryability)), Is.All.EqualTo((409, Retryability.Never)));
            Assert.That(refusals[0].Message, Does.Contain("is COMPLETED"));
            Assert.That(closed.Code, Is.EqualTo("MARKET_CLOSED"));
            Assert.That(closed.Message, Does.Contain($"'{Slug}' has ended"));
        }
    }
}
