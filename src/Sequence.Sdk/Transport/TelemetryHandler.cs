namespace Sequence.Sdk.Transport;

/// <summary>Begins the report of a call; <see cref="SequenceTransport"/>, which knows whether the answer could be read, ends it.</summary>
internal sealed class TelemetryHandler(TimeProvider time, Uri server) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext.Current.Report = new CallReport(request, server, time);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
