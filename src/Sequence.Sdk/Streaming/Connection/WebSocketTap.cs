using System.Buffers;
using System.Net.WebSockets;

namespace Sequence.Sdk.Streaming;

/// <summary>Takes whole messages as they come off the socket. Called one at a time, on the receive loop; must not block.</summary>
internal interface IMessageSink
{
    /// <param name="message">One whole message; valid until the method returns.</param>
    void OnMessage(ReadOnlySpan<byte> message);

    /// <param name="head">The first bytes of a message that is longer than the limit; the rest is thrown away.</param>
    /// <param name="length">How long the message was, in bytes.</param>
    void OnOversized(ReadOnlySpan<byte> head, long length);
}

/// <summary>How a connection ended.</summary>
internal sealed record SocketEnd(WebSocketCloseStatus? Status, string? Description, Exception? Error)
{
    /// <summary>How long nothing was heard, when that is what ended it.</summary>
    public TimeSpan? Silence { get; init; }
}

/// <summary>
/// A socket that keeps its messages: it receives into one pooled buffer, puts fragments together and hands whole messages
/// to the sink, inside the receive of whoever owns the connection. The owner sees the close, and nothing else.
/// </summary>
internal sealed class WebSocketTap(WebSocket inner, IMessageSink sink, int maxMessageBytes) : WebSocket
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>So much of a refused message is kept, to say what it was.</summary>
    private const int RefusedHead = 1024;

    private static readonly ValueWebSocketReceiveResult Close = new(0, WebSocketMessageType.Close, endOfMessage: true);

    private readonly TaskCompletionSource<SocketEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _isDetached;

    /// <summary>Completes when nothing more can come; never fails.</summary>
    public Task<SocketEnd> Ended => _ended.Task;

    public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public override string? CloseStatusDescription => inner.CloseStatusDescription;

    public override string? SubProtocol => inner.SubProtocol;

    public override WebSocketState State => inner.State;

    /// <summary>After this the sink gets nothing more, whatever the socket still does.</summary>
    public void Detach()
    {
        lock (_gate)
            _isDetached = true;
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // The owner is still opening when it starts to receive, and must be able to finish.
        await Task.Yield();
        byte[] pooled = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            // One loop over all messages: a method for each would cost a state machine for each.
            int kept = 0;
            long length = 0;
            while (true)
            {
                if (kept == pooled.Length)
                    pooled = Grow(pooled);
                ValueWebSocketReceiveResult part = await inner.ReceiveAsync(pooled.AsMemory(kept), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    _ended.TrySetResult(new SocketEnd(inner.CloseStatus, inner.CloseStatusDescription, null));
                    return Close;
                }

                length += part.Count;
                kept = length <= maxMessageBytes ? kept + part.Count : Math.Min(kept + part.Count, Math.Min(RefusedHead, maxMessageBytes));
                if (!part.EndOfMessage)
                    continue;
                Deliver(pooled.AsSpan(0, kept), length);
                kept = 0;
                length = 0;
            }
        }
        catch (Exception e)
        {
            // For the owner a loss is a close too: its own handling of errors would tear the socket down beside ours.
            _ended.TrySetResult(new SocketEnd(null, null, e));
            return Close;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult result = await ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return new WebSocketReceiveResult(result.Count, result.MessageType, result.EndOfMessage, CloseStatus, CloseStatusDescription);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort()
    {
        inner.Abort();
        _ended.TrySetResult(new SocketEnd(null, null, null));
    }

    public override void Dispose()
    {
        inner.Dispose();
        _ended.TrySetResult(new SocketEnd(null, null, null));
    }

    private void Deliver(ReadOnlySpan<byte> kept, long length)
    {
        lock (_gate)
        {
            if (_isDetached)
                return;
            if (length <= maxMessageBytes)
                sink.OnMessage(kept);
            else
                sink.OnOversized(kept, length);
        }
    }

    private byte[] Grow(byte[] full)
    {
        // One byte above the limit is enough to find out that a message is too long.
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(full.Length * 2L, maxMessageBytes + 1L));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
