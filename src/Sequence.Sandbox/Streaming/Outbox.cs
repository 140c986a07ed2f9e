using System.Net.WebSockets;
using System.Threading.Channels;

namespace Sequence.Sandbox.Streaming;

/// <summary>
/// What waits to be sent to one client. Of a conflated topic only the latest frame waits; every other frame is kept,
/// up to a limit. Posting never waits, so that a slow client costs the exchange nothing.
/// </summary>
/// <param name="limit">How many kept frames may wait.</param>
internal sealed class Outbox(int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<(string? Topic, byte[] Frame)> _waiting = new();
    private readonly Dictionary<string, byte[]> _latest = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _kept;

    /// <summary>Why nothing more goes out; null while open.</summary>
    public (WebSocketCloseStatus Status, string Reason)? Closure { get; private set; }

    /// <summary>Adds a frame that must not get lost.</summary>
    /// <returns>False when the limit is reached: the frame was not taken, and the client has lost continuity.</returns>
    public bool Post(byte[] frame)
    {
        lock (_gate)
        {
            if (Closure is not null)
                return true;
            if (_kept >= limit)
                return false;
            _kept++;
            _waiting.Enqueue((null, frame));
        }

        _wake.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Enqueues a frame. It replaces an unsent one of the same topic, in its place.</summary>
    public void PostLatest(string topic, byte[] frame)
    {
        lock (_gate)
        {
            if (Closure is not null)
                return;
            if (!_latest.ContainsKey(topic))
                _waiting.Enqueue((topic, frame));
            _latest[topic] = frame;
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Drops the unsent frame of a conflated topic.</summary>
    public void Forget(string topic)
    {
        lock (_gate)
            _latest.Remove(topic);
    }

    /// <summary>Drops everything that waits and ends <see cref="TakeAsync"/>; the first closure counts.</summary>
    /// <returns>False when it was closed already.</returns>
    public bool Close(WebSocketCloseStatus status, string reason)
    {
        lock (_gate)
        {
            if (Closure is not null)
                return false;
            Closure = (status, reason);
            _waiting.Clear();
            _latest.Clear();
        }

        _wake.Writer.TryComplete();
        return true;
    }

    /// <summary>The next frame; null when closed.</summary>
    public async ValueTask<byte[]?> TakeAsync()
    {
        while (true)
        {
            if (TryTake() is { } frame)
                return frame;
            if (!await _wake.Reader.WaitToReadAsync().ConfigureAwait(false))
                return null;
            _wake.Reader.TryRead(out _);
        }
    }

    private byte[]? TryTake()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out (string? Topic, byte[] Frame) next))
            {
                if (next.Topic is null)
                {
                    _kept--;
                    return next.Frame;
                }

                if (_latest.Remove(next.Topic, out byte[]? latest))
                    return latest;
            }

            return null;
        }
    }
}
