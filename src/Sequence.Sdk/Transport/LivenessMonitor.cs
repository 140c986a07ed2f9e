namespace Sequence.Sdk.Transport;

/// <summary>When the other side of a connection was heard last. Any byte counts, so the answer to a ping counts too.</summary>
internal sealed class LivenessMonitor(TimeProvider time)
{
    private long _heard = time.GetTimestamp();

    /// <summary>How long nothing was heard.</summary>
    public TimeSpan Silence
    {
        get
        {
            // The time first: a beat that comes between the two must not look older than it is.
            long now = time.GetTimestamp();
            return time.GetElapsedTime(Volatile.Read(ref _heard), now);
        }
    }

    public void Touch() => Volatile.Write(ref _heard, time.GetTimestamp());

    /// <summary>Returns when nothing was heard for so long; looked at four times in that time.</summary>
    public async Task WaitForSilenceAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(limit / 4, time);
        while (Silence < limit)
            await ticks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>An open WebSocket and the liveness of its peer.</summary>
internal sealed record OpenSocket(System.Net.WebSockets.WebSocket Socket, LivenessMonitor LivenessMonitor);
