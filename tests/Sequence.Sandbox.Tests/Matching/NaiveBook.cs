using NUnit.Framework;
using Sequence.Exchange.Matching;

namespace Sequence.Sandbox.Tests.Matching;

/// <summary>The rules of a book in the plainest words: one list, sorted before every match. Slow, and easy to believe.</summary>
internal sealed class NaiveBook
{
    private readonly List<Entry> _resting = [];
    private int _last;

    public List<(int Maker, int Taker, int Price, int Qty)> Trades { get; } = [];

    public int Traded { get; private set; }

    public int Placed { get; private set; }

    public int Withdrawn { get; private set; }

    public int Resting => _resting.Sum(entry => entry.Left);

    public void Place(BookSide side, int? limit, int qty, BookTimeInForce tif)
    {
        var taker = new Entry(++_last, side, limit) { Left = qty };
        Placed += qty;
        List<Entry> makers = [.. InPriority(1 - side).Where(maker => limit is null || (side == BookSide.Bid ? maker.Price <= limit : maker.Price >= limit))];
        if (tif != BookTimeInForce.Fok || makers.Sum(maker => maker.Left) >= qty)
            makers.ForEach(maker => Trade(maker, taker));
        _resting.RemoveAll(entry => entry.Left == 0);
        if (taker.Left > 0 && limit is not null && tif == BookTimeInForce.Gtc)
            _resting.Add(taker);
        else
            Withdrawn += taker.Left;
    }

    public bool Cancel(int order)
    {
        Withdrawn += _resting.Where(entry => entry.Order == order).Sum(entry => entry.Left);
        return _resting.RemoveAll(entry => entry.Order == order) > 0;
    }

    public bool Reduce(int order, int left)
    {
        if (_resting.Find(entry => entry.Order == order && entry.Left > left) is not { } found)
            return false;
        Withdrawn += found.Left - left;
        found.Left = left;
        return true;
    }

    public IEnumerable<(int Order, int Price, int Left)> Side(BookSide side) =>
        InPriority(side).Select(entry => (entry.Order, entry.Price!.Value, entry.Left));

    private IEnumerable<Entry> InPriority(BookSide side) =>
        _resting.Where(entry => entry.Side == side).OrderBy(entry => side == BookSide.Bid ? -entry.Price : entry.Price).ThenBy(entry => entry.Order);

    private void Trade(Entry maker, Entry taker)
    {
        int qty = Math.Min(maker.Left, taker.Left);
        if (qty == 0)
            return;
        maker.Left -= qty;
        taker.Left -= qty;
        Traded += qty;
        Trades.Add((maker.Order, taker.Order, maker.Price!.Value, qty));
    }

    private sealed record Entry(int Order, BookSide Side, int? Price)
    {
        public int Left { get; set; }
    }
}
