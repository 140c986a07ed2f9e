using System.Threading.Channels;

namespace Sequence.Sdk.Streaming;

/// <summary>What one wait has not looked at yet, in order: changes of orders, and the word to read again (null).</summary>
/// <param name="concerns">Which changes the wait is about.</param>
internal sealed class WatchedChanges(Func<OrderResponse, bool> concerns)
{
    /// <summary>More changes of one order between two looks of its wait are told by a read.</summary>
    private const int MostWaiting = 1000;

    private readonly Channel<OrderResponse?> _waiting = Channel.CreateBounded<OrderResponse?>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private Task<bool>? _next;

    public void Offer(OrderResponse change)
    {
        if (concerns(change))
            _waiting.Writer.TryWrite(change);
    }

    public void OfferRead() => _waiting.Writer.TryWrite(null);

    /// <summary>The next change; null when it is time to read, at the latest after <paramref name="patience"/>.</summary>
    public async Task<OrderResponse?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (_waiting.Reader.TryRead(out OrderResponse? change))
            return change;
        _next ??= _waiting.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        using var pauseIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pause = Task.Delay(patience, time, pauseIsOver.Token);
        if (await Task.WhenAny(_next, pause).ConfigureAwait(false) == pause)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        await pauseIsOver.CancelAsync().ConfigureAwait(false);
        _next = null;
        return _waiting.Reader.TryRead(out change) ? change : null;
    }
}
