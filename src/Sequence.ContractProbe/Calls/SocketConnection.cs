using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Sequence.ContractProbe.Calls;

/// <summary>A WebSocket to the server. A loop of its own takes the frames off the network, so that a slow comparison costs none.</summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    private const int MostWaitingFrames = 20_000;
    private const int LargestFrame = 4 * 1024 * 1024;

    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _frames = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaitingFrames) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _ended = new();
    private readonly ClientWebSocket _socket;
    private readonly TimeProvider _time;
    private readonly Task _receiving;

    private SocketConnection(ClientWebSocket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _receiving = ReceiveAsync();
    }

    /// <summary>Opens a socket, with the key or, when a ticket in the path takes its place, without.</summary>
    /// <returns>The socket; or null and the answer that refused it.</returns>
    public static async Task<(SocketConnection? Socket, Answer Refusal)> OpenAsync(
        ProbeTarget target, string path, bool withKey, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (withKey)
            socket.Options.SetRequestHeader("Authorization", target.Bearer().ToString());
        using var deadline = new CancellationTokenSource(OpenPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(target.WebSocket(path), either.Token).ConfigureAwait(false);
            return (new SocketConnection(socket, time), new Answer { Status = 101 });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return (null, new Answer { Failure = $"the socket did not open within {OpenPatience.TotalSeconds:0} s" });
        }
        catch (WebSocketException e)
        {
            var refusal = new Answer { Status = (int)socket.HttpStatusCode };
            socket.Dispose();
            return (null, refusal.Status == 0 ? refusal with { Failure = ServerText.Show(e.Message.TrimEnd('.')) } : refusal);
        }
    }

    /// <summary>Sends a text frame; false when the connection is gone.</summary>
    public async Task<bool> SendAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The next frame; null when none comes in time or the connection is gone.</summary>
    public async Task<string?> NextAsync(CancellationToken until)
    {
        try
        {
            return await _frames.Reader.ReadAsync(until).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(ClosePatience, _time);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The other side has gone first.
        }

        await Task.WhenAny(_receiving, Task.Delay(ClosePatience, _time, CancellationToken.None)).ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _socket.Dispose();
        _ended.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await ReceiveFrameAsync().ConfigureAwait(false) is { } frame)
                await _frames.Writer.WriteAsync(frame, _ended.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // A lost connection ends the frames; whoever waits for one sees that none comes.
        }
        finally
        {
            _frames.Writer.Complete();
        }
    }

    private async Task<string?> ReceiveFrameAsync()
    {
        using var frame = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), _ended.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close || frame.Length > LargestFrame)
                return null;
            frame.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length);
        }
    }
}
