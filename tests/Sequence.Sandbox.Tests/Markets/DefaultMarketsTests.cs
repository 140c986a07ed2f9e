using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Sandbox.Tests.Markets;

public class DefaultMarketsTests
{
    private const int Steps = 600;

    private static readonly string[] Symbols =
    [
        "BTC-USD", "ETH-USD", "SOL-USD", "BTC-USD-PERP", "ETH-USD-PERP", "KXBTCZ-26DEC31-T99000:YES", "KXBTCZ-26DEC31-T99000:NO",
        "BTC-USDT", "BTC-USDC", "ETH-USDT", "ETH-USDC", "ETH-USDC-ARB", "SOL-USDT", "SOL-USDC", "SOL-USD-PERP",
    ];

    [Test]
    public void Every_market_is_listed_where_it_belongs()
    {
        using var run = new Run(seed: 1);
        Assert.That(run.Place.All.Select(market => market.ToString()), Is.EquivalentTo([
            "BTC-USD on coinbase", "BTC-USD on kraken", "BTC-USD on binance",
            "ETH-USD on coinbase", "ETH-USD on kraken", "ETH-USD on binance",
            "SOL-USD on coinbase", "SOL-USD on kraken", "SOL-USD on binance",
            "BTC-USD-PERP on hyperliquid", "BTC-USD-PERP on bybit", "ETH-USD-PERP on hyperliquid", "ETH-USD-PERP on bybit",
            "KXBTCZ-26DEC31-T99000:YES on kalshi", "KXBTCZ-26DEC31-T99000:NO on kalshi",
            "BTC-USDT on binance", "BTC-USDT on bybit", "BTC-USDT on okx", "BTC-USDT on bitget", "BTC-USDT on cryptocom",
            "BTC-USDC on coinbase", "BTC-USDC on binance", "ETH-USDT on binance", "ETH-USDT on bybit", "ETH-USDT on okx",
            "ETH-USDC on coinbase", "ETH-USDC on binance", "ETH-USDC-ARB on dex_ethereum", "SOL-USDT on binance", "SOL-USDC on solana",
            "BTC-USD-PERP on binance", "BTC-USD-PERP on okx", "ETH-USD-PERP on binance", "ETH-USD-PERP on okx",
            "SOL-USD-PERP on binance", "SOL-USD-PERP on okx",
        ]));
    }

    [TestCase("BTC-USD", 75_990, 76_010)]
    [TestCase("ETH-USD", 2_449, 2_451)]
    [TestCase("SOL-USD", 149.9, 150.1)]
    [TestCase("KXBTCZ-26DEC31-T99000", 0.40, 0.44)]
    [TestCase("KXBTCZ-26DEC31-T99000:NO", 0.56, 0.60)]
    public void Markets_are_quoted_at_time_zero_around_their_price(string symbol, decimal low, decimal high)
    {
        using var run = new Run(seed: 3);
        (Px? bid, Px? ask) = run.Place.Nbbo(symbol);
        Assert.That(bid!.Value.ToDecimal(), Is.InRange(low, high));
        Assert.That(ask!.Value.ToDecimal(), Is.InRange(low, high));
        Assert.That(run.Place.For(symbol).Select(market => market.Book.Orders(BookSide.Bid).Count()), Is.All.EqualTo(10));
    }

    [Test]
    public void Quotes_sit_on_ticks_and_lots_inside_the_instruments_range()
    {
        using var run = new Run(seed: 5);
        for (int step = 0; step < 60; step++)
        {
            run.Advance(1_000);
            foreach (VenueMarket market in run.Place.All)
            {
                foreach (BookOrder order in market.Book.Orders(BookSide.Bid).Concat(market.Book.Orders(BookSide.Ask)))
                {
                    Assert.That(order.Limit!.Value.Raw % market.Instrument.Tick.Raw, Is.Zero, $"{market} {order}");
                    Assert.That(order.Remaining.Raw % market.Instrument.Lot.Raw, Is.Zero, $"{market} {order}");
                    Assert.That(market.Instrument.Kind == Sequence.Exchange.Instruments.InstrumentKind.Prediction && order.Limit >= Px.FromDecimal(1m), Is.False, $"{market} {order}");
                }
            }
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_tape_and_books_and_another_seed_others()
    {
        static string Play(int seed)
        {
            using var run = new Run(seed);
            for (int step = 0; step < 60; step++)
                run.Advance(1_000);
            return string.Join('\n', run.Tape) + run.Text();
        }

        string first = Play(7);
        Assert.That(first, Has.Length.GreaterThan(10_000));
        Assert.That(Play(7), Is.EqualTo(first));
        Assert.That(Play(8), Is.Not.EqualTo(first));
    }

    [Test]
    public void One_jump_gives_the_same_as_many_steps()
    {
        using var jumped = new Run(seed: 7);
        using var stepped = new Run(seed: 7);
        jumped.Advance(30_000);
        for (int step = 0; step < 3_000; step++)
            stepped.Advance(10);
        Assert.That(stepped.Tape, Is.EqualTo(jumped.Tape));
        Assert.That(stepped.Text(), Is.EqualTo(jumped.Text()));
    }

    [Test]
    public void Over_ten_minutes_no_side_is_ever_empty_and_no_price_crosses()
    {
        using var run = new Run(seed: 11);
        int checks = 0;
        var faults = new List<string>();
        run.Place.Changed += market =>
        {
            checks++;
            (Px? bid, Px? ask) = run.Place.Nbbo(market.Instrument.Symbol);
            if (!(market.Book.BestBid < market.Book.BestAsk) || !(bid < ask))
                faults.Add($"{market}: {market.Book.BestBid} / {market.Book.BestAsk}, over venues {bid} / {ask}");
        };
        for (int step = 0; step < Steps; step++)
            run.Advance(1_000);
        Assert.That(checks, Is.GreaterThan(20_000));
        Assert.That(faults, Is.Empty);
        Assert.That(run.Failures, Is.Empty);
    }

    [Test]
    public void Over_ten_minutes_prices_move_spreads_stay_tight_and_every_market_trades()
    {
        using var run = new Run(seed: 13);
        var mids = Symbols.ToDictionary(symbol => symbol, _ => new HashSet<Px>());
        run.Advance(100); // past the slowest maker's latency after a move
        for (int step = 0; step < Steps; step++)
        {
            run.Advance(1_000);
            foreach (string symbol in Symbols)
            {
                (Px? bid, Px? ask) = run.Place.Nbbo(symbol);
                Px spread = ask!.Value - bid!.Value;
                Px widest = Px.Max(Px.FromRaw(bid.Value.Raw / 5_000), Px.FromRaw(3 * run.Place.Instrument(symbol)!.Tick.Raw));
                Assert.That(spread, Is.LessThanOrEqualTo(widest), symbol);
                mids[symbol].Add(bid.Value);
            }
        }

        Assert.That(mids["BTC-USD"], Has.Count.GreaterThan(100));
        Assert.That(mids.Values.Select(seen => seen.Count), Is.All.GreaterThan(1));
        foreach (VenueMarket market in run.Place.All)
            Assert.That(run.Tape.Count(line => line.StartsWith($"{market} ", StringComparison.Ordinal)), Is.InRange(50, 1_200), market.ToString());
    }

    [Test]
    public void An_hour_of_makers_leaves_no_orders_behind()
    {
        using var run = new Run(seed: 17);
        run.Advance(3_600_100);
        foreach (VenueMarket market in run.Place.All)
            Assert.That((market.Book.Orders(BookSide.Bid).Count(), market.Book.Orders(BookSide.Ask).Count()), Is.EqualTo((10, 10)).Or.EqualTo((9, 10)).Or.EqualTo((10, 9)), market.ToString());
    }

    [Test]
    public void A_swept_side_is_quoted_again_on_the_next_move()
    {
        using var run = new Run(seed: 19);
        OrderBook book = run.Place.Find("kraken", "BTC-USD")!.Book;
        run.Scheduler.Enter(() => book.Place(BookSide.Bid, null, Qty.FromDecimal(1_000m), BookTimeInForce.Ioc, null));
        Assert.That(book.BestAsk, Is.Null);
        run.Advance(600);
        Assert.That(book.Orders(BookSide.Ask).Count(), Is.InRange(9, 10));
    }

    [Test]
    public void A_users_order_inside_the_spread_is_filled_by_the_public()
    {
        using var run = new Run(seed: 23);
        VenueMarket market = run.Place.Find("coinbase", "ETH-USD")!;
        BookOrder mine = run.Scheduler.Enter(() =>
            market.Book.Place(BookSide.Bid, market.Book.BestBid + market.Instrument.Tick, market.Instrument.Lot, BookTimeInForce.Gtc, null, "mine"));
        Assert.That(mine.IsResting);
        run.Advance(120_000);
        Assert.That(mine.Filled, Is.EqualTo(mine.Quantity));
    }

    /// <summary>The default markets on a clock that the test moves.</summary>
    private sealed class Run : IDisposable
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 4, 18, 18, 40, 0, TimeSpan.Zero));

        public Run(int seed)
        {
            Scheduler = new Scheduler(_time);
            Scheduler.Failed += Failures.Add;
            Place = DefaultMarkets.Open(Scheduler, seed);
            Place.Traded += (market, trade) => Tape.Add($"{market} {trade.At:R} {trade.Price} x {trade.Qty} by {trade.Taker.Side}");
        }

        public Scheduler Scheduler { get; }

        public MarketPlace Place { get; }

        public List<string> Tape { get; } = [];

        public List<Exception> Failures { get; } = [];

        public void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        public string Text() => string.Join('\n', Place.All.SelectMany(market =>
            market.Book.Orders(BookSide.Bid).Concat(market.Book.Orders(BookSide.Ask)).Select(order => $"{market} {order}")));

        public void Dispose() => Scheduler.Dispose();
    }
}
