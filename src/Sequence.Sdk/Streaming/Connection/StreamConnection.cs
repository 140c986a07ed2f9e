using System.Net.WebSockets;
using System.Runtime.ExceptionServices;
using Sequence.Sdk.Transport;
using Websocket.Client;
using Websocket.Client.Exceptions;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// One connection, from its opening to its end. Websocket.Client owns the socket; it never reconnects here (a new connection
/// is a new object) and sees no message: they stay in the tap.
/// </summary>
internal sealed class StreamConnection : IDisposable
{
    private readonly WebsocketClient _client;
    private readonly WebSocketTap _tap;

    private StreamConnection(WebsocketClient client, WebSocketTap tap)
    {
        _client = client;
        _tap = tap;
    }

    /// <summary>Completes when the connection has ended, for whatever reason; never fails.</summary>
    public Task<SocketEnd> Ended => _tap.Ended;

    /// <summary>Lets nothing more of the connection through.</summary>
    public void Detach() => _tap.Detach();

    /// <param name="open">Opens the socket.</param>
    /// <param name="address">Where it goes, for the library's own use.</param>
    public static async Task<StreamConnection> OpenAsync(Func<Task<WebSocketTap>> open, Uri address)
    {
        WebSocketTap? tap = null;
        var client = new WebsocketClient(address, null, async (_, _) => tap = await open().ConfigureAwait(false))
        {
            // Its waits are constant, run on the machine's clock and never give up on a refused key.
            IsReconnectionEnabled = false,
            ReconnectTimeout = null,
            ErrorReconnectTimeout = null,
            LostReconnectTimeout = null,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            IsTextMessageConversionEnabled = false,
        };
        try
        {
            await client.StartOrFail().ConfigureAwait(false);
            return new StreamConnection(client, tap!);
        }
        catch (WebsocketException e)
        {
            client.Dispose();
            ExceptionDispatchInfo.Throw(e.InnerException ?? e);
            throw;
        }
    }

    /// <summary>Sends a text.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _client.SendInstant(text).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new SequenceNetworkException("The stream's connection broke before the command was sent.", Retryability.AfterBackoff, e);
        }
    }

    /// <summary>Waits for an answer of the server; fails when the connection ends before it.</summary>
    public async Task WaitAsync(Task answer, CancellationToken cancellationToken)
    {
        await Task.WhenAny(answer, Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (answer.IsCompleted)
            return;
        SocketEnd end = await Ended.ConfigureAwait(false);
        throw new SequenceNetworkException(
            $"The stream ended before the server answered the subscription: {Describe(end)}.", Retryability.AfterBackoff, end.Error);
    }

    /// <summary>Says goodbye and waits for the server's, as long as <paramref name="patience"/> lets it.</summary>
    public async Task CloseAsync(CancellationToken patience)
    {
        _tap.Detach();
        try
        {
            // The library logs what goes wrong and does not throw; the wait is what can be cut short.
            await _client.Stop(WebSocketCloseStatus.NormalClosure, string.Empty).WaitAsync(patience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebsocketException or ObjectDisposedException)
        {
            // The server does not answer, or the socket is gone: Dispose aborts what is left.
        }
    }

    public void Dispose()
    {
        _tap.Detach();
        _client.Dispose();
        _tap.Dispose();
    }

    /// <summary>How a connection ended, with what the server said.</summary>
    public static string Describe(SocketEnd end) => end switch
    {
        { Status: { } status, Description: { Length: > 0 } text } => $"the server closed with {(int)status} ({ServerText.OneLine(text)})",
        _ => Reason(end),
    };

    /// <summary>The same without any text of the server.</summary>
    public static string Reason(SocketEnd end) => end switch
    {
        { Status: { } status } => $"the server closed with {(int)status}",
        { Silence: { } silence } => $"no sign of the server for {silence.TotalSeconds:0.###} s",
        { Error: { } error } => $"the connection was lost ({error.GetType().Name})",
        _ => "the connection was lost",
    };
}
