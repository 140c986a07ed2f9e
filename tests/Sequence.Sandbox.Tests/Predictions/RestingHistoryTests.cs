using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Predictions;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>History of symbols that nobody trades for a while, on markets that nobody makes.</summary>
public sealed class RestingHistoryTests
{
    private FakeTimeProvider _time = null!;
    private Scheduler _scheduler = null!;
    private MarketPlace _markets = null!;
    private VenueMarket _main = null!;
    private VenueMarket _side = null!;
    private HistoryService _history = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_767_614_400));
        _scheduler = new Scheduler(_time);
        _scheduler.Enter(() =>
        {
            _markets = new MarketPlace(() => _scheduler.Now);
            _main = Quoted("kraken", "BTC-USD", 100m);
            _side = Quoted("binance", "BTC-USDT", 200m);
            var tape = new TradeTape(_markets);
            var past = new PastPrices(7, _scheduler.Now, _markets);
            var predictions = new PredictionVenues(_scheduler, _markets, tape, 7, 1, past);
            _history = new HistoryService(_scheduler, _markets, predictions, tape, past, 7);
        });
    }

    [TearDown]
    public void TearDown() => _scheduler.Dispose();

    [Test]
    public void It_follows_the_main_pair_of_its_coin_after_a_minute_without_a_trade()
    {
        TradeAt(10, _side, 201m);
        TradeAt(30, _main, 101m);
        TradeAt(150, _main, 110m);
        TradeAt(250, _side, 150m);
        Wait(340);
        Assert.That(Read("BTC-USDT"), Is.EqualTo("201 202 220 220 150 220"));
    }

    [Test]
    public void The_main_pair_follows_nobody()
    {
        TradeAt(30, _main, 101m);
        TradeAt(150, _side, 300m);
        Wait(240);
        Assert.That(Read("BTC-USD"), Is.EqualTo("101 101 101 101 101"));
    }

    [Test]
    public void Without_any_trade_it_stays_where_it_opened()
    {
        Wait(120);
        Assert.That(Read("BTC-USDT"), Is.EqualTo("200 200 200"));
    }

    /// <summary>The minutes from the opening on.</summary>
    private string Read(string symbol) => _scheduler.Enter(() => string.Join(' ', _history
        .Read(new HistoryQuery(symbol, null, 60, 1_767_614_400, 1_767_700_000, null, null, Paginates: false, WithUnderlying: false))
        .Points.Select(point => point.Price.ToDecimal().ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))));

    private VenueMarket Quoted(string venue, string symbol, decimal price)
    {
        VenueMarket market = _markets.List(venue, new Instrument(symbol, InstrumentKind.Spot, "BTC", symbol[4..], Px.FromDecimal(0.01m), Qty.FromDecimal(0.001m), 10, 5));
        market.Book.Place(BookSide.Bid, Px.FromDecimal(price - 50), Qty.FromDecimal(1m), BookTimeInForce.Gtc, null);
        market.Book.Place(BookSide.Ask, Px.FromDecimal(price + 50), Qty.FromDecimal(1m), BookTimeInForce.Gtc, null);
        return market;
    }

    /// <summary>Somebody offers inside the quotes, and somebody takes it.</summary>
    private void TradeAt(int seconds, VenueMarket market, decimal price)
    {
        Wait(seconds);
        _scheduler.Enter(() =>
        {
            BookSide maker = price < Prices.Mid([market])!.Value.ToDecimal() ? BookSide.Bid : BookSide.Ask;
            market.Book.Place(maker, Px.FromDecimal(price), Qty.FromDecimal(0.1m), BookTimeInForce.Gtc, null);
            market.Book.Place(Prices.Opposite(maker), Px.FromDecimal(price), Qty.FromDecimal(0.1m), BookTimeInForce.Gtc, null);
        });
    }

    private void Wait(int seconds) => _time.Advance(DateTimeOffset.FromUnixTimeSeconds(1_767_614_400 + seconds) - _time.GetUtcNow());
}
