using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Sandbox.Tests.Markets;

/// <summary>520 seconds of a real book, where the recording is at hand.</summary>
public class RecordedMarketTests
{
    private const int SnapshotRows = 15_172;
    private const int Events = 9_901;

    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(1626199977417 - 1626199457925);

    private readonly List<BookTrade> _tape = [];
    private readonly List<(Px? Bid, Px? Ask)> _tops = [];
    private string _file = null!;
    private FakeTimeProvider _time = null!;
    private Scheduler _scheduler = null!;
    private Replay _replay = null!;

    private OrderBook Book => _replay.Market.Book;

    [SetUp]
    public void Open()
    {
        _file = RepositoryFiles.RecordedOrderFlow();
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 4, 18, 18, 40, 0, TimeSpan.Zero));
        _scheduler = new Scheduler(_time);
        _tape.Clear();
        _tops.Clear();
        var place = new MarketPlace(() => _scheduler.Now);
        place.Changed += market => _tops.Add((market.Book.BestBid, market.Book.BestAsk));
        place.Traded += (_, trade) => _tape.Add(trade);
        _replay = Replay.Start(_scheduler, place, _file);
    }

    [TearDown]
    public void Close() => _scheduler?.Dispose();

    [Test]
    public void The_snapshot_stands_at_the_start()
    {
        Assert.That(_tops[SnapshotRows - 1], Is.EqualTo(((Px?)Px.FromDecimal(492_513m), (Px?)Px.FromDecimal(492_847m))));
        Assert.That(Book.Orders(BookSide.Bid).Count() + Book.Orders(BookSide.Ask).Count(), Is.EqualTo(SnapshotRows - 1), "the first event, a cancel, has the snapshot's time stamp");
    }

    [Test]
    public void Played_through_it_never_crosses_and_its_mid_keeps_the_recorded_range()
    {
        _scheduler.Failed += e => Assert.Fail(e.ToString());
        _time.Advance(Length);
        Assert.That(_replay.IsFinished);
        Assert.That(_tops, Has.Count.EqualTo(SnapshotRows + Events));
        Assert.That(_tops.Where(top => top.Bid >= top.Ask), Is.Empty);
        List<decimal> mids = [.. _tops.Skip(SnapshotRows - 1).Select(top => (top.Bid!.Value + top.Ask!.Value).ToDecimal() / 2)];
        Assert.That((mids.Min(), mids.Max()), Is.EqualTo((492_513.5m, 492_781.5m)));
        Assert.That((mids[0], mids[^1]), Is.EqualTo((492_680m, 492_543.5m)));
    }

    [Test]
    public void Every_recorded_trade_prints_with_its_order_price_and_size()
    {
        _time.Advance(Length);
        List<RecordedRow> recorded = [.. RecordedFlow.Read(_file).Where(row => row.Op == RecordedOp.Trade)];
        Assert.That(_tape.Select(trade => (trade.Maker.Reference, trade.Maker.Side, trade.Price, trade.Qty)), Is.EqualTo(recorded.Select(row => (row.Order, row.Side, row.Price, row.Qty))));
        Assert.That(_tape, Has.Count.EqualTo(48));
        Assert.That(_tape.Aggregate(Qty.Zero, (sum, trade) => sum + trade.Qty), Is.EqualTo(Qty.FromDecimal(1.258167m)));
    }

    [Test]
    public void What_is_left_is_what_was_added_less_cancelled_and_traded()
    {
        _time.Advance(Length);
        IReadOnlyList<RecordedRow> rows = RecordedFlow.Read(_file);
        long left = rows.Sum(row => row.Op == RecordedOp.Add ? row.Qty.Raw : -row.Qty.Raw);
        Assert.That((Book.Depth(BookSide.Bid) + Book.Depth(BookSide.Ask)).Raw, Is.EqualTo(left));
    }

    [Test]
    public void A_user_buys_at_the_recorded_best_asks()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        var best = Book.Orders(BookSide.Ask).Take(3).Select(order => (order.Reference, order.Limit!.Value, order.Remaining)).ToList();
        Qty qty = best.Aggregate(Qty.Zero, (sum, order) => sum + order.Remaining);
        _tape.Clear();
        BookOrder mine = _scheduler.Enter(() => Book.Place(BookSide.Bid, best[^1].Value, qty, BookTimeInForce.Ioc, null, "mine"));
        Assert.That(mine.Filled, Is.EqualTo(qty));
        Assert.That(_tape.Select(trade => (trade.Maker.Reference, trade.Price, trade.Qty)), Is.EqualTo(best));
        _time.Advance(Length);
        Assert.That(_replay.IsFinished);
        Assert.That(Book.BestBid < Book.BestAsk);
    }
}
