using NUnit.Framework;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using static Sequence.Exchange.Matching.BookSide;
using static Sequence.Exchange.Matching.BookTimeInForce;
using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Sandbox.Tests.Matching;

public class OrderBookTests
{
    private UnixNanos _now;
    private OrderBook _book = null!;
    private List<BookTrade> _trades = null!;
    private int _changes;

    [SetUp]
    public void Open()
    {
        _now = UnixNanos.FromUnixSeconds(1);
        _changes = 0;
        _trades = [];
        _book = new OrderBook(() => _now);
        _book.Traded += _trades.Add;
        _book.Changed += () => _changes++;
    }

    [Test]
    public void A_limit_order_that_crosses_nothing_rests()
    {
        BookOrder order = Place(Bid, 100, 2);
        Assert.That(order.IsResting);
        Assert.That((_book.BestBid, _book.BestAsk), Is.EqualTo(((Px?)P(100), (Px?)null)));
        Assert.That(order.PlacedAt, Is.EqualTo(_now));
        Assert.That(_trades, Is.Empty);
    }

    [Test]
    public void The_better_price_trades_first_at_the_makers_price()
    {
        Place(Ask, 102, 1);
        Place(Ask, 101, 1);
        Place(Ask, 103, 1);
        BookOrder taker = Place(Bid, 102, 3);
        Assert.That(Tape(), Is.EqualTo(["101 x 1", "102 x 1"]));
        Assert.That((taker.IsResting, taker.Filled, taker.Remaining), Is.EqualTo((true, Q(2), Q(1))));
        Assert.That((_book.BestBid, _book.BestAsk), Is.EqualTo(((Px?)P(102), (Px?)P(103))));
    }

    [Test]
    public void At_one_price_the_older_order_trades_first()
    {
        BookOrder old = Place(Bid, 100, 1);
        BookOrder young = Place(Bid, 100, 1);
        Place(Ask, 100, 1, Ioc);
        Assert.That(_trades.Single().Maker, Is.SameAs(old));
        Assert.That(young.IsResting);
    }

    [Test]
    public void A_partial_fill_keeps_priority()
    {
        BookOrder old = Place(Bid, 100, 3);
        BookOrder young = Place(Bid, 100, 3);
        Place(Ask, 100, 1, Ioc);
        Place(Ask, 100, 1, Ioc);
        Assert.That((old.Remaining, young.Remaining), Is.EqualTo((Q(1), Q(3))));
    }

    [Test]
    public void Reducing_keeps_priority()
    {
        BookOrder old = Place(Bid, 100, 3);
        Place(Bid, 100, 3);
        Assert.That(_book.Reduce(old, Q(1)));
        Place(Ask, 100, 1, Ioc);
        Assert.That(_trades.Single().Maker, Is.SameAs(old));
        Assert.That((old.Quantity, old.Filled, old.Remaining), Is.EqualTo((Q(1), Q(1), Q(0))));
    }

    [Test]
    public void Growing_and_reducing_what_is_gone_are_refused()
    {
        BookOrder order = Place(Bid, 100, 3);
        Assert.That((_book.Reduce(order, Q(3)), _book.Reduce(order, Q(4))), Is.EqualTo((false, false)));
        Assert.That(() => _book.Reduce(order, Q(0)), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("newRemaining"));
        _book.Cancel(order);
        Assert.That(_book.Reduce(order, Q(1)), Is.False);
        Assert.That(order.Remaining, Is.EqualTo(Q(3)));
    }

    [Test]
    public void A_cancelled_order_is_gone_once()
    {
        var owner = new Owner();
        BookOrder order = Place(Bid, 100, 3, owner: owner);
        Assert.That((_book.Cancel(order), _book.Cancel(order)), Is.EqualTo((true, false)));
        Assert.That((order.IsResting, _book.BestBid), Is.EqualTo((false, (Px?)null)));
        Assert.That(owner.Heard, Is.EqualTo(["#1 Cancelled"]));
    }

    [Test]
    public void An_order_from_the_middle_of_a_queue_leaves_the_others_in_order()
    {
        BookOrder[] orders = [Place(Ask, 100, 1), Place(Ask, 100, 1), Place(Ask, 100, 1), Place(Ask, 100, 1)];
        _book.Cancel(orders[1]);
        _book.Cancel(orders[3]);
        BookOrder last = Place(Ask, 100, 1);
        Assert.That(_book.Orders(Ask), Is.EqualTo([orders[0], orders[2], last]));
        Assert.That(_book.Depth(Ask), Is.EqualTo(Q(3)));
    }

    [Test]
    public void An_order_of_another_book_is_not_cancelled()
    {
        BookOrder mine = Place(Bid, 100, 1);
        var other = new OrderBook(() => _now);
        other.Place(Bid, P(100), Q(1), Gtc, null);
        Assert.That(other.Cancel(mine), Is.False);
        Assert.That(mine.IsResting);
    }

    [TestCase(null, nameof(Gtc))]
    [TestCase(null, nameof(Ioc))]
    [TestCase(100, nameof(Ioc))]
    public void A_market_or_ioc_order_never_rests(int? limit, string timeInForce)
    {
        var owner = new Owner();
        Place(Ask, 100, 1);
        BookOrder taker = _book.Place(Bid, limit is { } price ? P(price) : null, Q(3), Enum.Parse<BookTimeInForce>(timeInForce), owner);
        Assert.That((taker.IsResting, taker.Filled, taker.Remaining), Is.EqualTo((false, Q(1), Q(2))));
        Assert.That(owner.Heard, Is.EqualTo(["#2 trade 1 @ 100", "#2 Expired"]));
        Assert.That(_book.Levels(Bid).Concat(_book.Levels(Ask)), Is.Empty);
    }

    [Test]
    public void A_fok_order_that_the_book_cannot_fill_touches_nothing()
    {
        Place(Ask, 100, 1);
        Place(Ask, 101, 1);
        Place(Ask, 102, 5);
        int changes = _changes;
        var owner = new Owner();
        BookOrder taker = Place(Bid, 101, 3, Fok, owner);
        Assert.That((taker.Filled, _changes, _book.Depth(Ask)), Is.EqualTo((Q(0), changes, Q(7))));
        Assert.That(owner.Heard, Is.EqualTo(["#4 Expired"]));
        Assert.That(_trades, Is.Empty);
    }

    [Test]
    public void A_fok_order_that_the_book_can_fill_fills()
    {
        Place(Ask, 100, 1);
        Place(Ask, 101, 2);
        var owner = new Owner();
        Place(Bid, 101, 3, Fok, owner);
        Assert.That(owner.Heard, Is.EqualTo(["#3 trade 1 @ 100", "#3 trade 2 @ 101", "#3 Filled"]));
    }

    [Test]
    public void Owners_hear_in_order_maker_before_taker()
    {
        var log = new List<string>();
        Place(Ask, 100, 1, owner: new Owner("a", log));
        Place(Ask, 101, 2, owner: new Owner("b", log));
        Place(Bid, 101, 2, owner: new Owner("c", log));
        Assert.That(log, Is.EqualTo(["a #1 trade 1 @ 100", "c #3 trade 1 @ 100", "a #1 Filled", "b #2 trade 1 @ 101", "c #3 trade 1 @ 101", "c #3 Filled"]));
    }

    [Test]
    public void An_owner_may_place_and_cancel_inside_a_callback()
    {
        var log = new List<string>();
        var hedger = new Owner("hedger", log);
        BookOrder spare = Place(Ask, 105, 1, owner: hedger);
        hedger.OnFirstTrade = () =>
        {
            BookOrder hedge = Place(Bid, 103, 1, Ioc, hedger);
            log.Add($"hedged {hedge.Filled}");
            _book.Cancel(spare);
        };
        Place(Ask, 101, 1, owner: hedger);
        Place(Ask, 103, 1, owner: new Owner("other", log));
        int changes = _changes;
        Place(Bid, 101, 2, owner: new Owner("taker", log));
        Assert.That(log, Is.EqualTo([
            "hedger #2 trade 1 @ 101", "hedged 1", "taker #4 trade 1 @ 101", "hedger #2 Filled",
            "other #3 trade 1 @ 103", "hedger #5 trade 1 @ 103", "other #3 Filled", "hedger #5 Filled", "hedger #1 Cancelled",
        ]));
        Assert.That(_changes, Is.EqualTo(changes + 1), "one change for the outermost operation");
        Assert.That((_book.BestBid, _book.BestAsk), Is.EqualTo(((Px?)P(101), (Px?)null)));
    }

    [Test]
    public void A_listener_of_changes_may_place_orders()
    {
        bool placed = false;
        _book.Changed += () =>
        {
            if (placed)
                return;
            placed = true;
            Place(Ask, 100, 1);
        };
        Place(Bid, 100, 1);
        Assert.That(Tape(), Is.EqualTo(["100 x 1"]));
        Assert.That(_changes, Is.EqualTo(2));
    }

    [Test]
    public void A_callback_that_throws_costs_nobody_the_news_and_the_book_nothing()
    {
        var log = new List<string>();
        var bad = new Owner("bad", log) { OnFirstTrade = () => throw new InvalidOperationException("mine") };
        Place(Ask, 100, 1, owner: bad);
        int changes = _changes;
        Assert.That(() => Place(Bid, 100, 2, owner: new Owner("good", log)), Throws.InvalidOperationException.With.Message.EqualTo("mine"));
        Assert.That(log, Is.EqualTo(["bad #1 trade 1 @ 100", "good #2 trade 1 @ 100", "bad #1 Filled"]));
        Assert.That((_changes, _trades.Count, _book.BestBid), Is.EqualTo((changes + 1, 1, (Px?)P(100))));
        Place(Ask, 100, 1);
        Assert.That(log[^1], Is.EqualTo("good #2 Filled"));
    }

    [Test]
    public void One_sweep_is_one_change()
    {
        for (int price = 101; price <= 105; price++)
            Place(Ask, price, 1);
        Assert.That(_changes, Is.EqualTo(5));
        Place(Bid, 105, 7);
        Assert.That(_changes, Is.EqualTo(6));
    }

    [Test]
    public void Depth_and_levels_count_best_first()
    {
        Place(Bid, 99, 1);
        Place(Bid, 100, 2);
        Place(Bid, 99, 3);
        Place(Ask, 101, 4);
        Assert.That(_book.Levels(Bid), Is.EqualTo([(P(100), Q(2)), (P(99), Q(4))]));
        Assert.That((_book.Depth(Bid), _book.Depth(Bid, P(100)), _book.Depth(Ask, P(100)), _book.Depth(Ask, P(101))), Is.EqualTo((Q(6), Q(2), Q(0), Q(4))));
    }

    [Test]
    public void What_is_ahead_are_better_prices_and_older_orders()
    {
        BookOrder old = Place(Bid, 99, 1);
        BookOrder young = Place(Bid, 99, 3);
        Place(Bid, 100, 2);
        Place(Bid, 98, 7);
        Assert.That((_book.Ahead(old), _book.Ahead(young)), Is.EqualTo((Q(2), Q(3))));
    }

    [TestCase(0, 100, "qty")]
    [TestCase(-1, 100, "qty")]
    [TestCase(1, 0, "limit")]
    [TestCase(1, -5, "limit")]
    public void What_is_not_positive_is_refused_by_name(int qty, int limit, string field)
    {
        Assert.That(() => Place(Bid, limit, qty), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(field));
        Assert.That(_book.Orders(Bid), Is.Empty);
    }

    [Test]
    public void A_size_beyond_all_numbers_is_refused_and_changes_nothing()
    {
        _book.Place(Bid, P(100), Qty.MaxValue, Gtc, null);
        Assert.That(() => Place(Bid, 100, 1), Throws.InstanceOf<OverflowException>());
        Assert.That(_book.Orders(Bid).Count(), Is.EqualTo(1));
        Place(Ask, 100, 1, Ioc);
        Assert.That(_book.Depth(Bid), Is.EqualTo(Qty.MaxValue - Q(1)));
    }

    private static Px P(int price) => Px.FromDecimal(price);

    private static Qty Q(int qty) => Qty.FromDecimal(qty);

    private BookOrder Place(BookSide side, int limit, int qty, BookTimeInForce tif = Gtc, IBookOwner? owner = null) =>
        _book.Place(side, P(limit), Q(qty), tif, owner);

    private IEnumerable<string> Tape() => _trades.Select(trade => $"{trade.Price} x {trade.Qty}");

    private sealed class Owner(string name = "", List<string>? log = null) : IBookOwner
    {
        public List<string> Heard { get; } = log ?? [];

        public Action? OnFirstTrade { get; set; }

        public void OnTrade(BookOrder mine, BookTrade trade)
        {
            Heard.Add($"{name} #{mine.Id} trade {trade.Qty} @ {trade.Price}".TrimStart());
            Action? first = OnFirstTrade;
            OnFirstTrade = null;
            first?.Invoke();
        }

        public void OnClosed(BookOrder mine, BookOrderEnd end) => Heard.Add($"{name} #{mine.Id} {end}".TrimStart());
    }
}
