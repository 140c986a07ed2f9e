using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Markets;

/// <summary>
/// Plays a recorded order flow into a market of its own, at its recorded pace. The rows are real orders there: users trade
/// with them, and they with users. What a user changed, later rows respect: an order that is gone takes its rows with it.
/// </summary>
internal sealed class Replay
{
    public const string Venue = "replay";

    private static readonly Instrument BitcoinRand = new(
        "BTC-ZAR", InstrumentKind.Spot, "BTC", "ZAR", Px.FromDecimal(1m), Qty.FromDecimal(0.000001m), TakerFeeBps: 10m, MakerFeeBps: 0m)
    {
        CollarBps = DefaultListings.CollarBps,
    };

    private readonly Scheduler _scheduler;
    private readonly IReadOnlyList<RecordedRow> _rows;
    private readonly Dictionary<string, BookOrder> _orders = [];
    private int _next;

    private Replay(Scheduler scheduler, VenueMarket market, IReadOnlyList<RecordedRow> rows)
    {
        _scheduler = scheduler;
        Market = market;
        _rows = rows;
    }

    /// <summary>The last row has been played; raised once, under the gate.</summary>
    public event Action? Finished;

    public VenueMarket Market { get; }

    /// <summary>True when the last row has been played.</summary>
    public bool IsFinished => _next == _rows.Count;

    /// <summary>Reads the file, lists <c>BTC-ZAR</c> on <c>replay</c>, places the opening snapshot (the additions of the first time stamp), and plays on.</summary>
    /// <exception cref="InvalidDataException">The file does not fit; the message names the file, the line and the field.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Replay Start(Scheduler scheduler, MarketPlace place, string file)
    {
        IReadOnlyList<RecordedRow> rows = RecordedFlow.Read(file);
        return scheduler.Enter(() =>
        {
            var replay = new Replay(scheduler, place.List(Venue, BitcoinRand), rows);
            while (!replay.IsFinished && rows[replay._next] is { Op: RecordedOp.Add } row && row.At == rows[0].At)
                replay.Play(rows[replay._next++]);
            replay.ScheduleNext();
            return replay;
        });
    }

    private void ScheduleNext()
    {
        if (IsFinished)
            _scheduler.Schedule(TimeSpan.Zero, () => Finished?.Invoke());
        else
            _scheduler.Schedule(TimeSpan.FromMilliseconds(_rows[_next].At - _rows[_next - 1].At), PlayNext);
    }

    private void PlayNext()
    {
        RecordedRow row = _rows[_next++];
        ScheduleNext();
        Play(row);
    }

    private void Play(RecordedRow row)
    {
        switch (row.Op)
        {
            case RecordedOp.Add:
                _orders[row.Order] = Market.Book.Place(row.Side, row.Price, row.Qty, BookTimeInForce.Gtc, owner: null, row.Order);
                break;
            case RecordedOp.Cancel:
                Market.Book.Cancel(_orders[row.Order]);
                break;
            default:
                Trade(row, _orders[row.Order]);
                break;
        }
    }

    /// <summary>The recorded taker comes with its size; it stops at the recorded order, since nobody behind that one was hit.</summary>
    private void Trade(RecordedRow row, BookOrder maker)
    {
        if (!maker.IsResting)
            return;
        BookSide taker = Prices.Opposite(row.Side);
        Qty reach = Market.Book.Ahead(maker) + maker.Remaining;
        Market.Book.Place(taker, row.Price, Qty.Min(row.Qty, reach), BookTimeInForce.Ioc, owner: null);
    }
}
