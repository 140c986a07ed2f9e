namespace Sequence.Sdk.Transport;

/// <summary>One attempt: notes that the request goes out, and reads the body of a success whole, so that a body that breaks off fails the attempt.</summary>
internal sealed class AttemptHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.MarkSent();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        context.Answered((int)response.StatusCode);
        if (!response.IsSuccessStatusCode || context.Mode == CallMode.Streaming)
            return response;
        try
        {
            using HttpContent content = response.Content;
            response.Content = await BufferedContent.ReadAsync(content, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
