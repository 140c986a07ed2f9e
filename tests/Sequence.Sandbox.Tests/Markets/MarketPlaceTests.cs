using NUnit.Framework;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Markets;

public class MarketPlaceTests
{
    private static readonly Instrument Coin = new("BTC-USD", InstrumentKind.Spot, "BTC", "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(0.001m), 10m, 5m);

    private UnixNanos _now;
    private MarketPlace _place = null!;

    [SetUp]
    public void Open()
    {
        _now = UnixNanos.FromUnixSeconds(1);
        _place = new MarketPlace(() => _now);
    }

    [Test]
    public void Markets_are_found_by_venue_and_symbol_whatever_the_case()
    {
        VenueMarket kraken = _place.List("kraken", Coin);
        VenueMarket binance = _place.List("binance", Coin with { TakerFeeBps = 7m });
        Assert.That(_place.Find("Kraken", "btc-usd"), Is.SameAs(kraken));
        Assert.That(_place.For("BTC-USD"), Is.EqualTo([kraken, binance]));
        Assert.That(_place.All, Is.EqualTo([kraken, binance]));
        Assert.That(_place.Find("kraken", "ETH-USD"), Is.Null);
        Assert.That(_place.Find("bybit", "BTC-USD"), Is.Null);
        Assert.That(_place.Instrument("BTC-USD"), Is.EqualTo(Coin));
        Assert.That(_place.Instrument("ETH-USD"), Is.Null);
    }

    [Test]
    public void A_bare_prediction_ticker_means_yes()
    {
        VenueMarket yes = _place.List("kalshi", Coin with { Symbol = "KXBTCZ-26DEC31-T99000:YES", Kind = InstrumentKind.Prediction });
        VenueMarket no = _place.List("kalshi", Coin with { Symbol = "KXBTCZ-26DEC31-T99000:NO", Kind = InstrumentKind.Prediction });
        Assert.That(_place.Canonical("KXBTCZ-26DEC31-T99000"), Is.EqualTo("KXBTCZ-26DEC31-T99000:YES"));
        Assert.That(_place.Canonical("kxbtcz-26dec31-t99000:no"), Is.EqualTo("KXBTCZ-26DEC31-T99000:NO"));
        Assert.That(_place.Canonical("NO-SUCH"), Is.EqualTo("NO-SUCH"));
        Assert.That(_place.Find("kalshi", "KXBTCZ-26DEC31-T99000"), Is.SameAs(yes));
        Assert.That(_place.Find("kalshi", "KXBTCZ-26DEC31-T99000:NO"), Is.SameAs(no));
    }

    [Test]
    public void The_same_listing_twice_is_refused()
    {
        _place.List("kraken", Coin);
        Assert.That(() => _place.List("kraken", Coin), Throws.ArgumentException.With.Message.Contains("BTC-USD on kraken"));
    }

    [Test]
    public void The_nbbo_takes_the_best_of_each_side_over_the_venues()
    {
        VenueMarket kraken = _place.List("kraken", Coin);
        VenueMarket binance = _place.List("binance", Coin);
        Assert.That(_place.Nbbo("BTC-USD"), Is.EqualTo(((Px?)null, (Px?)null)));
        Rest(kraken, BookSide.Bid, 99);
        Rest(kraken, BookSide.Ask, 102);
        Rest(binance, BookSide.Bid, 98);
        Rest(binance, BookSide.Ask, 101);
        Assert.That(_place.Nbbo("BTC-USD"), Is.EqualTo(((Px?)Px.FromDecimal(99), (Px?)Px.FromDecimal(101))));
    }

    [Test]
    public void News_say_which_market_and_come_in_order()
    {
        var log = new List<string>();
        _place.Traded += (market, trade) => log.Add($"{market} trade {trade.Qty} @ {trade.Price}");
        _place.Changed += market => log.Add($"{market} changed at {market.LastTick.ToUnixSeconds()}");
        VenueMarket kraken = _place.List("kraken", Coin);
        Rest(kraken, BookSide.Bid, 99);
        _now = UnixNanos.FromUnixSeconds(2);
        Rest(kraken, BookSide.Ask, 99);
        Assert.That(log, Is.EqualTo(["BTC-USD on kraken changed at 1", "BTC-USD on kraken trade 1 @ 99", "BTC-USD on kraken changed at 2"]));
        Assert.That(kraken.LastTrade!.At, Is.EqualTo(_now));
    }

    [Test]
    public void Quantities_are_cut_to_lots_but_never_to_nothing()
    {
        VenueMarket kraken = _place.List("kraken", Coin);
        Assert.That(kraken.InLots(Qty.FromDecimal(0.0129m)), Is.EqualTo(Qty.FromDecimal(0.012m)));
        Assert.That(kraken.InLots(Qty.FromDecimal(0.0009m)), Is.EqualTo(Qty.FromDecimal(0.001m)));
    }

    private static void Rest(VenueMarket market, BookSide side, decimal price) =>
        market.Book.Place(side, Px.FromDecimal(price), Qty.FromDecimal(1m), BookTimeInForce.Gtc, null);
}
