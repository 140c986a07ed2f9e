namespace Sequence.Sdk.Transport;

/// <summary>
/// The handlers that a call isTransient, from the outside: <see cref="TelemetryHandler"/>, <see cref="ErrorHandler"/>, <see cref="RetryHandler"/>,
/// <see cref="PacingHandler"/>, <see cref="AttemptHandler"/>, <see cref="AuthHandler"/>, socket.
/// </summary>
internal static class HandlerChain
{
    /// <summary>The socket of a client that was given none. Redirects are refused: neither a bearer nor a body with credentials may follow one to another host.</summary>
    public static SocketsHttpHandler NewSocket() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = MonitoredSocket.ConnectAsync,
    };

    public static HttpMessageHandler Build(TransportSettings settings, IdGenerator ids)
    {
        HttpMessageHandler attempt = new AttemptHandler
        {
            InnerHandler = new AuthHandler(settings.Credential, ids) { InnerHandler = settings.HttpHandler ?? NewSocket() },
        };
        HttpMessageHandler paced = settings.Limiter is null ? attempt : new PacingHandler(settings.Limiter) { InnerHandler = attempt };
        var retry = new RetryHandler(settings.MaxRetries, new RetryDelay(settings.Seed), settings.Time, settings.Log) { InnerHandler = paced };
        return new TelemetryHandler(settings.Time, settings.BaseAddress) { InnerHandler = new ErrorHandler(settings.Credential) { InnerHandler = retry } };
    }
}
