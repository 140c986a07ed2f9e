using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The stream against the exchange.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Prices_book_orders_and_fills_arrive_on_one_stream()
    {
        await using Trading trading = await Trading.StartAsync();
        using var patience = new CancellationTokenSource(Patience);
        await using MarketDataStream stream = await trading.Client.Stream(["ETH-USD"]).Orders().Fills().Book().ConnectAsync(patience.Token);
        SubmitResult submit = await trading.Client.Buy("ETH-USD", 2m).SubmitAsync(patience.Token);

        List<StreamEvent> events = [];
        await foreach (StreamEvent e in stream.WithCancellation(patience.Token))
        {
            events.Add(e);
            if (IsComplete(events))
                break;
        }

        StreamEvent.Price price = events.OfType<StreamEvent.Price>().First();
        StreamEvent.Book book = events.OfType<StreamEvent.Book>().First();
        OrderResponse last = events.OfType<StreamEvent.Order>().Last().Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(price.Symbol, Is.EqualTo("ETH-USD"));
            Assert.That(price.Bid, Is.LessThan(price.Ask));
            Assert.That(book.Bids, Has.Count.InRange(1, 10));
            Assert.That(book.Bids[0].Price, Is.LessThan(book.Asks[0].Price));
            Assert.That(last.NodeOrderId, Is.EqualTo(submit.NodeOrderId("order")));
            Assert.That(Filled(events), Is.EqualTo(Qty.FromDecimal(2m)));
        }
    }

    [Test]
    public async Task A_topic_of_an_unknown_symbol_is_rejected_in_the_stream_and_the_others_go_on()
    {
        await using Trading trading = await Trading.StartAsync();
        using var patience = new CancellationTokenSource(Patience);
        await using MarketDataStream stream = await trading.Client.Stream(["NO-SUCH", "BTC-USD"]).ConnectAsync(patience.Token);
        List<StreamEvent> events = [];
        await foreach (StreamEvent e in stream.WithCancellation(patience.Token))
        {
            events.Add(e);
            if (events.OfType<StreamEvent.Rejected>().Any() && events.OfType<StreamEvent.Price>().Any())
                break;
        }

        Assert.That(events.OfType<StreamEvent.Rejected>().Select(r => r.Topic), Is.EqualTo(["prices:NO-SUCH"]));
    }

    private static bool IsComplete(List<StreamEvent> events) =>
        events.OfType<StreamEvent.Price>().Any()
        && events.OfType<StreamEvent.Book>().Any()
        && events.OfType<StreamEvent.Order>().LastOrDefault() is { Value.IsTerminal: true } done
        && Filled(events) == done.Value.FilledQty;

    private static Qty Filled(List<StreamEvent> events) =>
        events.OfType<StreamEvent.Fill>().Aggregate(Qty.Zero, (sum, f) => sum + f.Value.Qty);
}
