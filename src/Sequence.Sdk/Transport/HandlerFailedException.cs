namespace Sequence.Sdk.Transport;

/// <summary>
/// A handler below the SDK threw an exception of its own, such as the time-out of a resilience library or a decompression that failed.
/// It says nothing about what was sent, so that the attempt counts like a connection that broke.
/// </summary>
/// <param name="cause">What was thrown.</param>
internal sealed class HandlerFailedException(Exception cause) : HttpRequestException(cause.Message, cause)
{
    /// <summary>Whether an exception needs this wrapper: it is none of those that an HTTP stack documents.</summary>
    public static bool Covers(Exception e) => e is not (HttpRequestException or IOException or OperationCanceledException or SequenceException);
}
