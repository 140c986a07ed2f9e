using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Markets;

public sealed class MinuteClosesTests
{
    private MinuteCloses _closes = null!;

    [SetUp]
    public void SetUp() => _closes = new MinuteCloses();

    [Test]
    public void The_last_price_of_each_minute_stays()
    {
        Trade(0, 10m);
        Trade(59, 11m);
        Trade(60, 12m);
        Trade(185, 13m);
        Assert.That(Of("kraken"), Is.EqualTo("59=11 60=12 185=13"));
    }

    [Test]
    public void Venues_are_told_together_in_order_of_time_or_alone()
    {
        Trade(10, 1m);
        Trade(20, 2m, "binance");
        Trade(70, 3m, "binance");
        Trade(80, 4m);
        Trade(90, 9m, symbol: "ETH-USD");
        Assert.That((Of(null), Of("BINANCE")), Is.EqualTo(("10=1 20=2 70=3 80=4", "20=2 70=3")));
    }

    [Test]
    public void A_market_that_closes_is_forgotten()
    {
        Trade(10, 1m);
        Trade(20, 2m, "binance");
        _closes.Forget("kraken", "BTC-USD");
        Assert.That(Of(null), Is.EqualTo("20=2"));
    }

    [Test]
    public void After_two_weeks_the_older_half_keeps_every_sixtieth_minute()
    {
        for (int minute = 0; minute <= 20_160; minute++)
            Trade(minute * 60, minute + 1);
        List<long> seconds = [.. _closes.Of("BTC-USD", null).Select(close => close.At.ToUnixSeconds())];
        Assert.That(seconds, Has.Count.EqualTo(168 + 10_081).And.Ordered);
        Assert.That((seconds[0], seconds[1], seconds[168], seconds[^1]), Is.EqualTo((59L * 60, 119L * 60, 10_080L * 60, 20_160L * 60)));
    }

    [Test]
    public void It_never_keeps_more_than_two_weeks_of_minutes_and_a_year_of_hours()
    {
        for (int minute = 0; minute <= 600_000; minute++)
            Trade(minute * 60L, 1m);
        Assert.That(_closes.Of("BTC-USD", null).Count(), Is.InRange(8_760 + 10_080, 8_760 + 20_160));
    }

    private void Trade(long seconds, decimal price, string venue = "kraken", string symbol = "BTC-USD") =>
        _closes.Add(new TapeTrade(venue, symbol, UnixNanos.FromUnixSeconds(seconds), Px.FromDecimal(price), Qty.FromDecimal(1), null, null, true));

    private string Of(string? venue) => string.Join(' ', _closes.Of("BTC-USD", venue).Select(close => $"{close.At.ToUnixSeconds()}={close.Price}"));
}
