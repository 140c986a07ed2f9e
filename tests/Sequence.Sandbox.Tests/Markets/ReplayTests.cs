using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Markets;

/// <summary>Users among recorded orders, on recordings written for the case.</summary>
public class ReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 18, 18, 40, 0, TimeSpan.Zero);

    private readonly List<string> _tape = [];
    private string _file = null!;
    private FakeTimeProvider _time = null!;
    private Scheduler _scheduler = null!;
    private Replay _replay = null!;

    [SetUp]
    public void Open()
    {
        _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.csv.gz");
        _time = new FakeTimeProvider(Start);
        _scheduler = new Scheduler(_time);
        _scheduler.Failed += e => _tape.Add(e.ToString());
        _tape.Clear();
    }

    [TearDown]
    public void Close()
    {
        _scheduler.Dispose();
        File.Delete(_file);
    }

    [Test]
    public void The_snapshot_stands_at_once_and_events_come_at_their_offsets()
    {
        Play("1000,add,1,bid,99,1", "1000,add,2,ask,101,1", "1250,add,3,ask,100,2", "1250,trade,3,ask,100,0.5", "1900,cancel,3,ask,100,1.5");
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | 2: 101 x 1"));
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | 2: 101 x 1"));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | 3: 100 x 1.5, 2: 101 x 1"));
        Assert.That(_tape, Is.EqualTo(["250 ms: 0.5 @ 100 of 3"]));
        Assert.That(_replay.IsFinished, Is.False);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | 2: 101 x 1"));
        Assert.That(_replay.IsFinished);
    }

    [Test]
    public void The_market_is_listed_on_the_replay_venue()
    {
        Play("1000,add,1,bid,99,1");
        Assert.That(_replay.Market.ToString(), Is.EqualTo("BTC-ZAR on replay"));
    }

    [Test]
    public void A_user_takes_recorded_orders_at_their_prices_by_reference()
    {
        Play("1000,add,1,ask,101,1", "1000,add,2,ask,101,1", "1000,add,3,ask,102,5");
        User(BookSide.Bid, 102, 3, BookTimeInForce.Ioc);
        Assert.That(_tape, Is.EqualTo(["0 ms: 1 @ 101 of 1", "0 ms: 1 @ 101 of 2", "0 ms: 1 @ 102 of 3"]));
    }

    [Test]
    public void Rows_of_an_order_that_a_user_consumed_do_nothing()
    {
        Play("1000,add,1,ask,101,1", "1000,add,2,ask,101,1", "1000,add,3,ask,102,1", "1100,trade,1,ask,101,0.4", "1200,cancel,1,ask,101,0.6");
        User(BookSide.Bid, 101, 1, BookTimeInForce.Ioc);
        _tape.Clear();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_tape, Is.Empty);
        Assert.That(Sides(), Is.EqualTo(" | 2: 101 x 1, 3: 102 x 1"));
    }

    [Test]
    public void What_a_user_left_of_an_order_trades_no_further_and_is_cancelled()
    {
        Play("1000,add,1,ask,101,1", "1000,add,2,ask,101,1", "1100,trade,1,ask,101,0.5", "1200,cancel,1,ask,101,0.5");
        User(BookSide.Bid, 101, 0.7m, BookTimeInForce.Ioc);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_tape, Is.EqualTo(["0 ms: 0.7 @ 101 of 1", "100 ms: 0.3 @ 101 of 1"]), "the recorded taker stops where the recorded order ends");
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(Sides(), Is.EqualTo(" | 2: 101 x 1"));
    }

    [Test]
    public void A_cancel_removes_what_a_user_left()
    {
        Play("1000,add,1,ask,101,1", "1100,cancel,1,ask,101,1");
        User(BookSide.Bid, 101, 0.7m, BookTimeInForce.Ioc);
        Assert.That(Sides(), Is.EqualTo(" | 1: 101 x 0.3"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(Sides(), Is.EqualTo(" | "));
    }

    [Test]
    public void A_recorded_trade_hits_a_user_with_priority_first()
    {
        Play("1000,add,1,bid,99,1", "1100,trade,1,bid,99,0.5", "1200,trade,1,bid,99,0.5");
        BookOrder mine = User(BookSide.Bid, 100, 0.7m, BookTimeInForce.Gtc);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_tape, Is.EqualTo(["100 ms: 0.5 @ 100 of mine", "200 ms: 0.2 @ 100 of mine", "200 ms: 0.3 @ 99 of 1"]));
        Assert.That((mine.IsResting, mine.Remaining), Is.EqualTo((false, Qty.Zero)));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 0.7 | "), "what the user sold in its place, the recorded order still has");
    }

    [Test]
    public void At_the_same_price_the_earlier_of_user_and_recorded_order_trades_first()
    {
        Play("1000,add,1,bid,99,1", "1100,add,2,bid,99,1", "1200,trade,1,bid,99,1", "1300,trade,2,bid,99,0.4", "1300,cancel,2,bid,99,0.6");
        User(BookSide.Bid, 99, 0.3m, BookTimeInForce.Gtc);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_tape, Is.EqualTo(["200 ms: 1 @ 99 of 1", "300 ms: 0.3 @ 99 of mine", "300 ms: 0.1 @ 99 of 2"]));
        Assert.That(Sides(), Is.EqualTo(" | "));
    }

    [Test]
    public void A_recorded_order_that_crosses_a_users_trades_with_it()
    {
        Play("1000,add,1,bid,99,1", "1100,add,2,ask,100,1", "1200,cancel,2,ask,100,1");
        User(BookSide.Bid, 100, 0.4m, BookTimeInForce.Gtc);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_tape, Is.EqualTo(["100 ms: 0.4 @ 100 of mine"]));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | 2: 100 x 0.6"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(Sides(), Is.EqualTo("1: 99 x 1 | "));
    }

    [Test]
    public void A_malformed_file_lists_nothing()
    {
        RecordedFlowTests.Write(_file, "ts_ms,op,order,side,price,qty", "1000,add,1,bid,99,none");
        var place = new MarketPlace(() => _scheduler.Now);
        Assert.That(() => Replay.Start(_scheduler, place, _file), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("line 2, qty"));
        Assert.That(place.All, Is.Empty);
    }

    private void Play(params string[] rows)
    {
        RecordedFlowTests.Write(_file, ["ts_ms,op,order,side,price,qty", .. rows]);
        var place = new MarketPlace(() => _scheduler.Now);
        place.Traded += (_, trade) => _tape.Add($"{(trade.At.ToDateTimeOffset() - Start).TotalMilliseconds} ms: {trade.Qty} @ {trade.Price} of {trade.Maker.Reference}");
        _replay = Replay.Start(_scheduler, place, _file);
    }

    private BookOrder User(BookSide side, decimal limit, decimal qty, BookTimeInForce tif) =>
        _scheduler.Enter(() => _replay.Market.Book.Place(side, Px.FromDecimal(limit), Qty.FromDecimal(qty), tif, null, "mine"));

    private string Sides() => $"{Side(BookSide.Bid)} | {Side(BookSide.Ask)}";

    private string Side(BookSide side) =>
        string.Join(", ", _replay.Market.Book.Orders(side).Select(order => $"{order.Reference}: {order.Limit} x {order.Remaining}"));
}
