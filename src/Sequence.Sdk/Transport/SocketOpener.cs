using System.Net.WebSockets;

namespace Sequence.Sdk.Transport;

/// <summary>Opens WebSockets with the bearer, and turns a refusal into a <see cref="SequenceException"/>. The key stays in this room.</summary>
internal sealed class SocketOpener(Uri baseAddress, Credential credential, IdSource ids, string userAgent)
{
    /// <summary>A peer that answers no ping for this long is gone, though its TCP connection may look open.</summary>
    private static readonly TimeSpan PongTime = TimeSpan.FromSeconds(10);

    /// <summary>The address of a path, with ws for http and wss for https.</summary>
    public Uri Address(string path) =>
        new UriBuilder(new Uri(baseAddress, path)) { Scheme = baseAddress.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;

    /// <param name="operation">The operation of the contract, for messages.</param>
    /// <param name="path">Below the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WebSocket> OpenAsync(string operation, string path, CancellationToken cancellationToken)
    {
        string requestId = ids.NextRequestId();
        var socket = new ClientWebSocket();
        try
        {
            credential.Apply(socket.Options);
            socket.Options.SetRequestHeader(AuthHandler.RequestIdHeader, requestId);
            socket.Options.SetRequestHeader("User-Agent", userAgent);
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.KeepAliveInterval = PongTime;
            socket.Options.KeepAliveTimeout = PongTime;

            // Redirects are refused: a bearer must not follow one to another host.
            using var invoker = new HttpMessageInvoker(
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero });
            await socket.ConnectAsync(Address(path), invoker, cancellationToken).ConfigureAwait(false);
            return socket;
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

    private SequenceException Map(string operation, string requestId, ClientWebSocket socket, Exception e)
    {
        int status = (int)socket.HttpStatusCode;
        return status switch
        {
            >= 300 => new SequenceApiException(
                status, string.Empty, $"{operation} failed with {status}", Header(socket, AuthHandler.RequestIdHeader) ?? requestId,
                [], string.Empty, status is 429 or >= 500 ? Retryability.AfterBackoff : Retryability.Never) { Operation = operation },
            _ => new SequenceNetworkException(
                $"{operation} failed: no connection to {baseAddress.Authority}: {credential.Redactor.Clean(e.Message)}",
                Retryability.AfterBackoff, credential.Redactor.Cause(e)) { Operation = operation },
        };
    }

    private static string? Header(ClientWebSocket socket, string name) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
