using System.Net.WebSockets;
using Sequence.Sandbox.Faults;

namespace Sequence.Sandbox.Streaming;

/// <summary>One client on the event stream: a loop that reads commands and a loop that sends what waits in the outbox.</summary>
/// <param name="account">Whose orders and fills it may see.</param>
/// <param name="requestId">Named in error frames.</param>
/// <param name="hub">Carries out the commands.</param>
/// <param name="backlog">How many frames that must not get lost may wait.</param>
/// <param name="faults">What goes wrong with the socket and its frames.</param>
internal sealed class StreamSession(Account account, string requestId, IStreamHost hub, int backlog, FaultInjector faults) : IFaultySocket
{
    private const int LongestCommand = 64 * 1024;

    // The patience with a peer's socket is a matter of the network, not of exchange time.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly Outbox _outbox = new(backlog);
    private FrameFaults? _frames;
    private WebSocket? _socket;
    private ISocketControl? _control;
    private ITimer? _patience;
    private volatile bool _ended;

    /// <summary>A frame was enqueued, before any fault acts; also one that a newer one of its topic replaces before it is sent. Under the gate.</summary>
    public event Action<byte[]>? Posted;

    public Account Account { get; } = account;

    public string RequestId { get; } = requestId;

    /// <summary>What it is subscribed to. The hub's business, under the gate.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Sends a frame that must not get lost, or closes a client that reads too slowly for it.</summary>
    public void Post(byte[] frame)
    {
        Posted?.Invoke(frame);
        Keep(frame);
    }

    /// <summary>Sends an event that must not get lost. Under the gate.</summary>
    public void Post(string topic, byte[] frame)
    {
        Posted?.Invoke(frame);
        if (IsClear)
            Keep(frame);
        else
            PassFaults(topic, frame, conflates: false);
    }

    /// <summary>Sends the latest event of a topic; one that was not sent yet is replaced. Under the gate.</summary>
    public void PostLatest(string topic, byte[] frame)
    {
        Posted?.Invoke(frame);
        if (IsClear)
            _outbox.PostLatest(topic, frame);
        else
            PassFaults(topic, frame, conflates: true);
    }

    /// <summary>Takes back the unsent frame of a topic.</summary>
    public void Forget(string topic)
    {
        _outbox.Forget(topic);
        _frames?.Forget(topic);
    }

    /// <summary>Starts to close; what waits is dropped. A client that does not let it close is cut off.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        if (!_outbox.Close(status, reason))
            return;
        if (_control is { IsSilent: true })
            Cut();
        else
            _patience = TimeProvider.System.CreateTimer(_ => Cut(), null, ClosePatience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Serves the client until the connection ends. It belongs to the hub before its socket is open, so that who is let in has entered.</summary>
    /// <param name="accept">Opens the socket, and gives it with the connection below, which is cut when the client does not let it close.</param>
    public async Task RunAsync(Func<Task<(WebSocket Socket, ISocketControl Control)>> accept)
    {
        hub.Enter(this);
        Task sending = Task.CompletedTask;
        try
        {
            (_socket, _control) = await accept().ConfigureAwait(false);
            faults.Enter(this);
            sending = SendAsync(_socket);
            await ReadAsync(_socket).ConfigureAwait(false);
        }
        finally
        {
            faults.Leave(this);
            hub.Leave(this);
            Close(WebSocketCloseStatus.NormalClosure, "");
            await sending.ConfigureAwait(false);
            _ended = true;
            if (_patience is { } patience)
                await patience.DisposeAsync().ConfigureAwait(false);
            _socket?.Dispose();
        }
    }

    public void CloseWith(int code) => Close((WebSocketCloseStatus)code, "the sandbox was told to close");

    public void Reset()
    {
        _control?.Reset();
        Cut();
    }

    public void Silence() => _control?.Silence();

    public void Release(ActiveFault fault) => _frames?.Release(fault);

    private bool IsClear => _frames?.IsClear ?? faults.IsQuiet;

    private void Keep(byte[] frame)
    {
        if (!_outbox.Post(frame))
            Close(WebSocketCloseStatus.PolicyViolation, "too slow: frames that must not get lost piled up");
    }

    private void PassFaults(string topic, byte[] frame, bool conflates)
    {
        _frames ??= faults.FramesTo(Keep);
        if (_frames.Take(topic, frame, conflates))
            CloseWhenTooMuchIsHeld(_frames);
        else if (conflates)
            _outbox.PostLatest(topic, frame);
        else
            Keep(frame);
    }

    private void CloseWhenTooMuchIsHeld(FrameFaults frames)
    {
        if (frames.Held > backlog)
            Close(WebSocketCloseStatus.PolicyViolation, "too many frames are held back");
    }

    private async Task ReadAsync(WebSocket socket)
    {
        byte[] buffer = new byte[LongestCommand];
        int length = 0;
        while (await ReceiveAsync(socket, buffer.AsMemory(length)).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } part)
        {
            length += part.Count;
            if (!part.EndOfMessage && length < LongestCommand)
                continue;
            if (part.EndOfMessage)
                hub.HandleOrRefuse(this, part.MessageType, buffer.AsSpan(0, length));
            else
                Close(WebSocketCloseStatus.MessageTooBig, "a command has at most 64 KiB");
            length = 0;
        }
    }

    private static async ValueTask<ValueWebSocketReceiveResult?> ReceiveAsync(WebSocket socket, Memory<byte> buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            return null;
        }
    }

    private async Task SendAsync(WebSocket socket)
    {
        try
        {
            while (await _outbox.TakeAsync().ConfigureAwait(false) is { } frame)
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None).ConfigureAwait(false);
            (WebSocketCloseStatus status, string reason) = _outbox.Closure!.Value;
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The reading loop sees the same loss and ends the session.
            Cut();
        }
    }

    private void Cut()
    {
        if (_ended)
            return;
        _socket?.Abort();
        _control?.Abort();
    }

    private static bool IsLoss(Exception e) => e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
