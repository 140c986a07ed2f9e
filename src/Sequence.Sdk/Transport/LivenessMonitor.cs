namespace Sequence.Sdk.Transport;

/// <summary>Measures how long a peer has been silent. Any byte counts, pongs included.</summary>
internal sealed class LivenessMonitor(TimeProvider time)
{
    private long _lastByte = time.GetTimestamp();

    /// <summary>Time since the last byte.</summary>
    public TimeSpan Silence
    {
        get
        {
            // Read the clock first: a touch between the two reads must not look older than it is.
            long now = time.GetTimestamp();
            return time.GetElapsedTime(Volatile.Read(ref _lastByte), now);
        }
    }

    public void Touch() => Volatile.Write(ref _lastByte, time.GetTimestamp());

    /// <summary>Completes when the peer has been silent for the limit; polled four times within it.</summary>
    public async Task WaitForSilenceAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(limit / 4, time);
        while (Silence < limit)
            await ticks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>An open WebSocket with the liveness monitor of its peer.</summary>
internal sealed record OpenSocket(System.Net.WebSockets.WebSocket Socket, LivenessMonitor LivenessMonitor);
