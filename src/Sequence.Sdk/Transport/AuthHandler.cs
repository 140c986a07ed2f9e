namespace Sequence.Sdk.Transport;

/// <summary>Adds the bearer and the request id; both stay the same when a request is sent again.</summary>
internal sealed class AuthHandler(Credential credential, IdGenerator ids) : DelegatingHandler
{
    internal const string RequestIdHeader = "X-Request-Id";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RawCall.Of(request) is not { IsAnonymous: true })
            credential.Apply(request.Headers);
        if (!request.Headers.Contains(RequestIdHeader))
            request.Headers.Add(RequestIdHeader, ids.NextRequestId());
        return base.SendAsync(request, cancellationToken);
    }
}
