using Sequence.Exchange.Tactics;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Predictions;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>The end of questions that run for months: nobody but the test trades, so months are short.</summary>
public sealed class ResolutionTests
{
    private FakeTimeProvider _time = null!;
    private Account _trader = null!;
    private List<PredictionMarket> _resolved = null!;
    private Scheduler _scheduler = null!;
    private MarketPlace _markets = null!;
    private GraphEngine _engine = null!;
    private PredictionVenues _venues = null!;
    private OutcomeBooks _books = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        _trader = new Client("client_1", limit: null).Paper;
        _resolved = [];
        _scheduler = new Scheduler(_time);
        _markets = new MarketPlace(() => _scheduler.Now);
        _engine = new GraphEngine(_scheduler, _markets, new TacticSelector(), seed: 7);
        foreach (string outcome in new[] { ":YES", ":NO" })
            List("kalshi", DefaultMarkets.Ticker + outcome, Sequence.Exchange.Instruments.InstrumentKind.Prediction);
        _venues = new PredictionVenues(_scheduler, _markets, new TradeTape(_markets), seed: 7, openMarkets: 1_200);
        _books = new OutcomeBooks(_scheduler, _markets, _engine, _venues, seed: 7);
        _books.Resolved += _resolved.Add;
    }

    [TearDown]
    public void TearDown() => _scheduler.Dispose();

    [Test]
    public void Kalshi_pays_by_itself_and_the_positions_close()
    {
        PredictionMarket market = FirstToEnd(_venues.Kalshi);
        Buy(market.Token(0), 10);
        Buy(market.Token(1), 10);
        Usd before = _trader.Ledger.CashAt("kalshi", "USD").Amount;
        AdvanceTo(market.EndSeconds + 1);
        Assert.That(_trader.Ledger.CashAt("kalshi", "USD").Amount, Is.EqualTo(before));
        Assert.That(_markets.Peek(market.Token(0)), Is.Null);
        AdvanceTo(market.EndSeconds + 121);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_trader.Ledger.CashAt("kalshi", "USD").Amount, Is.EqualTo(before + Usd.FromDecimal(10)));
            Assert.That(_trader.Ledger.Holdings.Select(holding => holding.Quantity), Is.All.EqualTo(Qty.Zero));
            Assert.That(_trader.Ledger.Holdings.Sum(holding => holding.SettledMark!.Value.Raw), Is.EqualTo(Px.Scale));
            Assert.That(_engine.Positions(_trader).Positions.Select(row => row.Lifecycle.State), Does.Contain(Wire.LifecycleState.Closed));
            Assert.That(_resolved.Single().Slug, Is.EqualTo(market.Slug));
        }
    }

    [Test]
    public void Exactly_one_token_of_each_pair_of_a_group_pays()
    {
        PredictionMarket group = _venues.Polymarket.From(0).Select(row => row.Market).Where(market => market.IsGroup && market.IsOpen(Now)).MinBy(market => market.EndSeconds)!;
        AdvanceTo(group.EndSeconds - 60);
        OutcomeToken[] tokens = [.. OutcomeToken.Of(group)];
        foreach (OutcomeToken token in tokens)
            Buy(token.Symbol, 5);
        AdvanceTo(group.EndSeconds + 121);
        Usd before = _trader.Ledger.CashAt("polymarket", "USDC").Amount;
        Assert.That(tokens.Count(token => _scheduler.Enter(() => _trader.Ledger.Redeem("polymarket", token.Symbol))), Is.EqualTo(tokens.Length));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_trader.Ledger.CashAt("polymarket", "USDC").Amount, Is.EqualTo(before + Usd.FromDecimal(5 * group.Outcomes.Count)));
            Assert.That(tokens.Select(token => _scheduler.Enter(() => _trader.Ledger.Redeem("polymarket", token.Symbol))), Is.All.False);
            Assert.That(_resolved, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Only_so_many_books_are_open_and_those_in_use_are_among_them()
    {
        PredictionMarket[] markets = [.. _venues.Kalshi.From(1).Select(row => row.Market).Where(market => market.IsOpen(Now)).Take(1_100)];
        Buy(markets[0].Token(0), 1);
        foreach (PredictionMarket market in markets)
        {
            _scheduler.Enter(() => _markets.For(market.Slug));
            Assert.That(_markets.All, Has.Count.LessThanOrEqualTo(2 + (2 * OutcomeBooks.MostPairs)));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_markets.Peek(markets[0].Token(0)), Is.Not.Null);
            Assert.That(_markets.Peek(markets[1].Token(0)), Is.Null);
            Assert.That(_markets.Peek(markets[^1].Token(1)), Is.Not.Null);
        }
    }

    [TestCase(98_999, 1)]
    [TestCase(99_001, 0)]
    public void The_question_of_the_year_is_decided_by_the_coin(int price, int winner)
    {
        _scheduler.Enter(() => _books.Watch(_venues.Listed.Pair));
        VenueMarket coin = List("coinbase", "BTC-USD", Sequence.Exchange.Instruments.InstrumentKind.Spot);
        Buy(DefaultMarkets.Ticker + ":YES", 10);
        _scheduler.Enter(() => coin.Book.Place(BookSide.Bid, Px.FromDecimal(price), Qty.FromDecimal(1), BookTimeInForce.Gtc, null));
        _scheduler.Enter(() => coin.Book.Place(BookSide.Ask, Px.FromDecimal(price), Qty.FromDecimal(2), BookTimeInForce.Gtc, null));
        _scheduler.Enter(() => coin.Book.Place(BookSide.Bid, Px.FromDecimal(price - 0.01m), Qty.FromDecimal(1), BookTimeInForce.Gtc, null));
        AdvanceTo(_venues.Listed.EndSeconds + 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_venues.Listed.Winner(Now), Is.EqualTo(winner));
            Assert.That(_trader.Ledger.Holdings.Single().SettledMark, Is.EqualTo(winner == 0 ? OutcomeToken.One : Px.Zero));
            Assert.That(_scheduler.Enter(() => _markets.For(DefaultMarkets.Ticker)), Is.Empty);
        }
    }

    private UnixNanos Now => _scheduler.Enter(() => _scheduler.Now);

    private VenueMarket List(string venue, string symbol, Sequence.Exchange.Instruments.InstrumentKind kind) => _scheduler.Enter(() =>
        _markets.List(venue, new Instrument(symbol, kind, symbol.Split('-')[0], "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(1), 70, 0)));

    /// <summary>The open question that ends first, with a minute to go.</summary>
    private PredictionMarket FirstToEnd(Catalogue catalogue)
    {
        PredictionMarket market = catalogue.From(1).Select(row => row.Market).Where(row => row.IsOpen(Now)).MinBy(row => row.EndSeconds)!;
        AdvanceTo(market.EndSeconds - 60);
        return market;
    }

    private void AdvanceTo(long seconds)
    {
        _time.Advance(UnixNanos.FromUnixSeconds(seconds) - Now);
        _scheduler.Enter(() => { });
    }

    /// <summary>Somebody sells what the trader wants, whoever else quotes.</summary>
    private void Buy(string symbol, int qty)
    {
        _scheduler.Enter(() => _markets.For(symbol)[0].Book.Place(BookSide.Ask, Px.FromDecimal(0.5m), Qty.FromDecimal(qty), BookTimeInForce.Gtc, null));
        _scheduler.Enter(() => _engine.Submit(_trader, Rig.Body($$"""{"symbol": "{{symbol}}", "side": "buy", "qty": {{qty}}, "price": 0.99}""")));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_trader.Ledger.Holdings.Single(holding => holding.Symbol == symbol).Quantity, Is.EqualTo(Qty.FromDecimal(qty)));
    }
}
