namespace Sequence.Sdk.Transport;

/// <summary>Sends one attempt and buffers its body: a truncated body fails the attempt, one that is too long the call.</summary>
/// <param name="maxBytes">The most bytes of a body, <see cref="SequenceClientOptions.MaxResponseBytes"/>.</param>
internal sealed class AttemptHandler(int maxBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.MarkSent();
        HttpResponseMessage response = await SendInnerAsync(request, cancellationToken).ConfigureAwait(false);
        context.Answered((int)response.StatusCode);
        context.RequestId = RequestIds.Of(response.Headers) ?? RequestIds.Of(request.Headers);
        if (context.Mode == CallMode.Streaming && EventStreamHandler.IsEventStream(response))
            return response;
        try
        {
            using HttpContent content = response.Content;
            response.Content = response.IsSuccessStatusCode
                ? context.Mode == CallMode.StatusOnly ? BufferedContent.Empty : await BufferedContent.ReadAsync(content, maxBytes, cancellationToken).ConfigureAwait(false)
                : new ByteArrayContent(await ErrorBody.ReadAsync(content, maxBytes, cancellationToken).ConfigureAwait(false));
            return response;
        }
        catch (Exception e)
        {
            response.Dispose();
            if (e is BodyTooLongException or OutOfMemoryException)
                throw TooLong(context, e);
            if (HandlerFailedException.Covers(e))
                throw new HandlerFailedException(e);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendInnerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The HTTP handler gave no response.");
        }
        catch (Exception e) when (HandlerFailedException.Covers(e))
        {
            throw new HandlerFailedException(e);
        }
    }

    private SequenceDeserializationException TooLong(CallContext context, Exception reason) => new(
        FormattableString.Invariant($"The answer of {context.Call?.OperationId ?? "an unknown operation"} is too long: {Cause(reason)} {nameof(SequenceClientOptions.MaxResponseBytes)} is {maxBytes}."),
        string.Empty,
        retryability: context.Call is { IsIdempotent: true } ? Retryability.Never : Retryability.OutcomeUnknown)
    {
        Operation = context.Call?.OperationId,
    };

    private static string Cause(Exception reason) => reason is OutOfMemoryException ? "there is no memory for it." : "it has more bytes than the limit allows.";
}
