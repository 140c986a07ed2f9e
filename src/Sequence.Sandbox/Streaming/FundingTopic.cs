namespace Sequence.Sandbox.Streaming;

/// <summary><c>funding</c>, <c>funding:{venue}</c> and <c>funding:{venue}:{symbol}</c>: one frame per perp, at once and then every minute of exchange time.</summary>
/// <param name="name">As it was subscribed.</param>
/// <param name="rates">The rows of the topic.</param>
/// <param name="isConflated">The topic has one row, so that a newer one replaces it.</param>
/// <param name="scheduler">The exchange's time.</param>
internal sealed class FundingTopic(string name, Func<IReadOnlyList<Wire.FundingRate>> rates, bool isConflated, Scheduler scheduler) : WatchedTopic(name)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private IDisposable? _timer;

    protected override void Begin() => _timer = scheduler.Every(Interval, () => Send(Watchers));

    protected override void SendSnapshot(StreamSession session) => Send([session]);

    protected override void End() => _timer?.Dispose();

    private void Send(IReadOnlyList<StreamSession> sessions)
    {
        foreach (Wire.FundingRate row in rates())
        {
            byte[] frame = StreamFrames.Event(Name, row);
            foreach (StreamSession session in sessions)
                Post(session, frame);
        }
    }

    private void Post(StreamSession session, byte[] frame)
    {
        if (isConflated)
            session.PostLatest(Name, frame);
        else
            session.Post(Name, frame);
    }
}
