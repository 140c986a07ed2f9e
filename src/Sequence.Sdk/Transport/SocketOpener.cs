using System.Net.WebSockets;
using System.Threading.RateLimiting;

namespace Sequence.Sdk.Transport;

/// <summary>Opens WebSockets with the bearer, and turns a refusal into a <see cref="SequenceException"/>.</summary>
internal sealed class SocketOpener(TransportSettings settings, IdGenerator ids, string userAgent)
{
    private const int LongestRequestId = 200;

    /// <summary>The address of a path, with ws for http and wss for https.</summary>
    public Uri Address(string path) => new UriBuilder(new Uri(settings.BaseAddress, path))
    {
        Scheme = settings.BaseAddress.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
    }.Uri;

    /// <summary>Opens a socket, at the pace of all calls.</summary>
    /// <param name="operation">The operation of the contract, for messages.</param>
    /// <param name="path">Below the base address.</param>
    /// <param name="silence">How long the peer may give no sign of life; it is pinged every third of that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OpenSocket> OpenAsync(string operation, string path, TimeSpan silence, CancellationToken cancellationToken)
    {
        using RateLimitLease? lease = settings.Limiter is { } limiter ? await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false) : null;
        if (lease is { IsAcquired: false })
        {
            throw new SequenceNetworkException(
                $"{operation} failed: the rate limiter refused a permit; nothing was sent.", Retryability.AfterBackoff) { Operation = operation };
        }

        string requestId = ids.NextRequestId();
        var liveness = new LivenessMonitor(settings.Time);
        ClientWebSocket socket = NewSocket(requestId, silence);
        try
        {
            using var invoker = new HttpMessageInvoker(settings.Sockets.NewForStream(liveness));
            await socket.ConnectAsync(Address(path), invoker, cancellationToken).ConfigureAwait(false);
            return new OpenSocket(socket, liveness);
        }
        catch (Exception e)
        {
            using (socket)
            {
                if (e is WebSocketException or HttpRequestException or IOException)
                    throw Map(operation, requestId, socket, e);
                throw;
            }
        }
    }

    private ClientWebSocket NewSocket(string requestId, TimeSpan silence)
    {
        var socket = new ClientWebSocket();
        settings.Credential.Apply(socket.Options);
        socket.Options.SetRequestHeader(RequestIds.Header, requestId);
        socket.Options.SetRequestHeader("User-Agent", userAgent);
        socket.Options.CollectHttpResponseDetails = true;

        // With a timeout it sends pings, which the peer must answer; without one, unasked pongs that prove nothing.
        socket.Options.KeepAliveInterval = silence / 3;
        socket.Options.KeepAliveTimeout = silence;
        return socket;
    }

    private SequenceException Map(string operation, string requestId, ClientWebSocket socket, Exception e)
    {
        int status = (int)socket.HttpStatusCode;
        TimeSpan? pause = RetryAfter.Read(Header(socket, RetryAfter.Header), Header(socket, RetryAfter.DateHeader), settings.Time.GetUtcNow());
        return status switch
        {
            >= 300 => new SequenceApiException(
                status, string.Empty, $"{operation} failed with {status}", ServerText.OneLine(Header(socket, RequestIds.Header) ?? requestId, LongestRequestId),
                [], string.Empty, status >= 500 || RetryAfter.IsPause(status, pause) ? Retryability.AfterBackoff : Retryability.Never)
            {
                Operation = operation,
                RetryAfter = pause,
            },
            _ => new SequenceNetworkException(
                $"{operation} failed: no connection to {settings.BaseAddress.Authority}: {ServerText.OneLine(settings.Credential.Redactor.Clean(e.Message))}",
                Retryability.AfterBackoff, ServerText.Cause(settings.Credential.Redactor.Cause(e))) { Operation = operation },
        };
    }

    private static string? Header(ClientWebSocket socket, string name) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
