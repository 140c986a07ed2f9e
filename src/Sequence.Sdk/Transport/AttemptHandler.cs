namespace Sequence.Sdk.Transport;

/// <summary>
/// One attempt: notes that the request goes out, and reads the whole body of a success, so that a body that breaks off fails the attempt.
/// A body that is longer than the limit fails the call.
/// </summary>
/// <param name="maxBytes">The limit, <see cref="SequenceClientOptions.MaxResponseBytes"/>.</param>
internal sealed class AttemptHandler(int maxBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.MarkSent();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        context.Answered((int)response.StatusCode);
        if (!response.IsSuccessStatusCode || (context.Mode == CallMode.Streaming && EventStreamHandler.IsEventStream(response)))
            return response;
        try
        {
            using HttpContent content = response.Content;
            response.Content = await BufferedContent.ReadAsync(content, maxBytes, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            response.Dispose();
            if (e is BodyTooLongException or OutOfMemoryException)
                throw TooLong(context, e);
            throw;
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
