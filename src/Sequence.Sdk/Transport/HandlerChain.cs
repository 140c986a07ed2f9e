namespace Sequence.Sdk.Transport;

/// <summary>
/// The handlers that a call passes, from the outside: <see cref="TelemetryHandler"/>, <see cref="ErrorHandler"/>, <see cref="RetryHandler"/>,
/// <see cref="PacingHandler"/>, <see cref="AttemptHandler"/>, <see cref="AuthHandler"/>, socket.
/// </summary>
internal static class HandlerChain
{
    public static HttpMessageHandler Build(TransportSettings settings, IdGenerator ids)
    {
        HttpMessageHandler attempt = new AttemptHandler(settings.MaxResponseBytes)
        {
            InnerHandler = new AuthHandler(settings.Credential, ids) { InnerHandler = settings.HttpHandler ?? settings.Sockets.NewForCalls() },
        };
        HttpMessageHandler paced = settings.Limiter is null ? attempt : new PacingHandler(settings.Limiter) { InnerHandler = attempt };
        var retry = new RetryHandler(settings.MaxRetries, new RetryDelay(settings.Seed), settings.Time, settings.Log) { InnerHandler = paced };
        var errors = new ErrorHandler(settings.Credential) { InnerHandler = retry };
        return new TelemetryHandler(settings.Time, settings.BaseAddress) { InnerHandler = errors };
    }
}
