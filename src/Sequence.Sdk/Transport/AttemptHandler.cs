namespace Sequence.Sdk.Transport;

/// <summary>One attempt: notes that the request goes out, and reads the body, so that one that breaks off fails the attempt.</summary>
internal sealed class AttemptHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.MarkSent();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        context.Answered((int)response.StatusCode);
        context.RequestId = RequestIds.Of(response.Headers) ?? RequestIds.Of(request.Headers);
        if (response.IsSuccessStatusCode && context.Mode == CallMode.Streaming)
            return response;
        try
        {
            using HttpContent content = response.Content;
            response.Content = response.IsSuccessStatusCode
                ? context.Mode == CallMode.StatusOnly ? BufferedContent.Empty : await BufferedContent.ReadAsync(content, cancellationToken).ConfigureAwait(false)
                : new ByteArrayContent(await ErrorBody.ReadAsync(content, cancellationToken).ConfigureAwait(false));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
