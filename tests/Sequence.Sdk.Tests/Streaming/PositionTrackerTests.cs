using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>Live positions: a read, the fills on top of it, and a new read where only that can tell.</summary>
internal sealed class PositionTrackerTests : StreamFixture
{
    private const string Venue = "coinbase";
    private long _asOf;
    private decimal _qty;
    private int _reads;

    [SetUp]
    public void AnswerReads()
    {
        (_asOf, _qty, _reads) = (1000, 2m, 0);
        Server.Answers["/v1/positions"] = _ =>
        {
            _reads++;
            return Positions(Row("crypto", "BTC", _qty), Row("perp", "ETH-USD-PERP", -1m), Row("fiat", "USD", 500m));
        };
    }

    [Test]
    public async Task Fills_change_the_positions_of_the_read_exactly_once()
    {
        (PositionTracker tracker, ServerSocket socket) = await TrackAsync();
        Assert.That((tracker.State, tracker.Snapshot().QtyOf(Venue, "BTC"), tracker.Snapshot().AsOf.Raw), Is.EqualTo((PositionState.Live, Qty.FromDecimal(2m), 1000L)));

        await socket.SendAsync(Fill("f1", "BTC-USD", "BUY", 0.29m, at: 1001));
        await socket.SendAsync(Fill("f1", "BTC-USD", "BUY", 0.29m, at: 1001));
        await socket.SendAsync(Fill("f0", "BTC-USD", "BUY", 5m, at: 999));
        await socket.SendAsync(Fill("f2", "BTC-USD", "SELL", 0.1m, at: 1002));
        await socket.SendAsync(Fill("f3", "ETH-USD-PERP", "SELL", 0.5m, at: 1002));
        await socket.SendAsync(Fill("f4", "SOL-USD", "BUY", 3m, at: 1003));
        PositionSnapshot now = await UntilAsync(tracker, s => s.QtyOf(Venue, "SOL") != Qty.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(now.State, Is.EqualTo(PositionState.Live));
            Assert.That(now.QtyOf(Venue, "BTC"), Is.EqualTo(Qty.FromDecimal(2.19m)));
            Assert.That(now.QtyOf(Venue, "ETH-USD-PERP"), Is.EqualTo(Qty.FromDecimal(-1.5m)));
            Assert.That(now.QtyOf(Venue, "SOL"), Is.EqualTo(Qty.FromDecimal(3m)));
            Assert.That(now.Positions[^1].Row, Is.Null);
            Assert.That(now.QtyOf("kraken", "BTC"), Is.EqualTo(Qty.Zero));
        });
    }

    [Test]
    public async Task A_fill_that_a_later_read_holds_is_not_added_to_it()
    {
        (PositionTracker tracker, ServerSocket socket) = await TrackAsync();
        (_asOf, _qty) = (1002, 2.29m);
        await socket.SendAsync(Fill("f1", "BTC-USD", "BUY", 0.29m, at: 1001));
        await socket.SendAsync(Fill("f2", "BTC-USD", "BUY", 0.01m, at: 1003));
        PositionSnapshot now = await UntilAsync(tracker, s => s.AsOf.Raw == 1002);
        Assert.That((now.State, now.QtyOf(Venue, "BTC")), Is.EqualTo((PositionState.Live, Qty.FromDecimal(2.3m))));
    }

    [Test]
    public async Task What_a_fill_does_not_tell_is_read()
    {
        (PositionTracker tracker, ServerSocket socket) = await TrackAsync();
        await socket.SendAsync(Fill("f1", "will-it-rain-tomorrow", "BUY", 5m, at: 1001));
        await UntilAsync(tracker, s => s.State == PositionState.Resyncing);
        (_asOf, _qty) = (1002, 1.5m);
        PositionSnapshot now = await UntilAsync(tracker, s => s.State == PositionState.Live);
        Assert.That((now.AsOf.Raw, now.QtyOf(Venue, "BTC")), Is.EqualTo((1002L, Qty.FromDecimal(1.5m))));
    }

    [Test]
    public async Task A_gap_makes_the_tracker_stale_and_a_read_brings_it_up_to_date()
    {
        (PositionTracker tracker, ServerSocket socket) = await TrackAsync();
        socket.Abort();
        await UntilAsync(tracker, s => s.State == PositionState.Stale);
        (_asOf, _qty) = (2000, 7m);
        ServerSocket again = await Server.AcceptAsync(Patience);
        await again.TakeSubscriptionAsync(Patience);
        PositionSnapshot now = await UntilAsync(tracker, s => s.State == PositionState.Live);
        Assert.That((now.AsOf.Raw, now.QtyOf(Venue, "BTC")), Is.EqualTo((2000L, Qty.FromDecimal(7m))));
    }

    [Test]
    public async Task Disposing_the_tracker_ends_its_enumerations_and_its_stream()
    {
        (PositionTracker tracker, ServerSocket socket) = await TrackAsync(keep: false);
        await using IAsyncEnumerator<PositionSnapshot> reader = tracker.GetAsyncEnumerator(Patience);
        Assert.That(await reader.MoveNextAsync(), Is.True);
        Task disposing = tracker.DisposeAsync().AsTask();
        Assert.That(await socket.ReadCloseAsync(Patience), Is.EqualTo(1000));
        await socket.CloseAsync(1000, "");
        await disposing.WaitAsync(Patience);
        while (await reader.MoveNextAsync())
        {
        }

        Assert.That(tracker.State, Is.EqualTo(PositionState.Stale));
    }

    [Test]
    public async Task A_tracker_that_cannot_read_or_listen_is_the_callers_failure()
    {
        Task<PositionTracker> refused = Client.TrackPositionsAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":[],"rejected":["fills"]}""");
        Server.Answers.Clear();
        socket.Abort();
        await Assert.ThatAsync(() => refused.WaitAsync(Patience), Throws.InstanceOf<SequenceException>());
    }

    private async Task<(PositionTracker, ServerSocket)> TrackAsync(bool keep = true)
    {
        Task<PositionTracker> starting = Client.TrackPositionsAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        Assert.That(await socket.TakeSubscriptionAsync(Patience), Is.EqualTo(["fills"]));
        PositionTracker tracker = await starting;
        if (keep)
            Keep(tracker);
        return (tracker, socket);
    }

    /// <summary>The first snapshot that is what was waited for, with the clock moving on.</summary>
    private async Task<PositionSnapshot> UntilAsync(
        PositionTracker tracker, Func<PositionSnapshot, bool> isIt, [CallerArgumentExpression(nameof(isIt))] string expression = "")
    {
        PositionSnapshot now = tracker.Snapshot();
        await Eventually.TrueAsync(() => isIt(now = tracker.Snapshot()), () => Time.Advance(TimeSpan.FromMilliseconds(20)), expression);
        return now;
    }

    private static string Fill(string id, string symbol, string side, decimal qty, long at) => Frame("fills", new JObject
    {
        ["fill_id"] = id,
        ["node_order_id"] = "graph:g:order:1",
        ["symbol"] = symbol,
        ["venue"] = Venue,
        ["side"] = side,
        ["qty_1e8"] = Qty.FromDecimal(qty).Raw,
        ["price_1e9"] = 1_000_000_000,
        ["ts_ns"] = at,
    });

    private string Positions(params JObject[] rows) => new JObject
    {
        ["positions"] = new JArray(rows.Cast<object>().ToArray()),
        ["totals"] = new JObject { ["nav_usd_1e9"] = 0, ["cash_usd_1e9"] = 0 },
        ["as_of_ns"] = _asOf,
    }.ToString();

    private static JObject Row(string kind, string symbol, decimal qty) => new()
    {
        ["id"] = 1,
        ["venue"] = Venue,
        ["instrument"] = new JObject { ["kind"] = kind, ["symbol"] = symbol },
        ["qty_1e8"] = Qty.FromDecimal(qty).Raw,
        ["locked_qty_1e8"] = 0,
        ["available_qty_1e8"] = Qty.FromDecimal(qty).Raw,
        ["entry_price_usd_1e9"] = 0,
        ["current_price_usd_1e9"] = 0,
        ["current_value_usd_1e9"] = 0,
        ["unrealized_pnl_usd_1e9"] = 0,
        ["realized_pnl_usd_1e9"] = 0,
        ["fees_usd_1e9"] = 0,
        ["lifecycle"] = new JObject { ["state"] = "active" },
        ["transferable"] = true,
        ["settled"] = false,
        ["settled_mark_usd_1e9"] = null,
    };
}
