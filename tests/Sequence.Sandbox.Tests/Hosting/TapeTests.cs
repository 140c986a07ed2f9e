using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class TapeTests : ExchangeTest
{
    [Test]
    public void The_tape_names_both_orders_of_a_match()
    {
        VenueMarket alpha = List("alpha");
        Place(alpha, BookSide.Ask, 10m, 2m, "recorded 17");
        Time.Advance(TimeSpan.FromMilliseconds(5));
        Place(alpha, BookSide.Bid, 10.5m, 0.5m, "mine");

        TapeTrade trade = Exchange.Tape.Single(one => one.Venue == "alpha");

        Assert.That(trade, Is.EqualTo(new TapeTrade(
            "alpha", "TEST-USD", UnixNanos.FromDateTimeOffset(Time.GetUtcNow()), Px.FromDecimal(10m), Qty.FromDecimal(0.5m), "recorded 17", "mine", IsBuy: true)));
    }

    [Test]
    public void A_reading_of_the_tape_does_not_change()
    {
        VenueMarket alpha = List("alpha");
        IReadOnlyList<TapeTrade> before = Exchange.Tape;
        Ask(alpha, 10m, 1m);
        Bid(alpha, 10m, 1m);

        Assert.That(before.Where(trade => trade.Venue == "alpha"), Is.Empty);
        Assert.That(Exchange.Tape.Count(trade => trade.Venue == "alpha"), Is.EqualTo(1));
    }
}
