namespace Sequence.Sdk.Transport;

/// <summary>Builds the exception of a call that got no complete response.</summary>
internal sealed class NoResponseError(string host, Redactor redactor)
{
    /// <param name="cause">What the HTTP stack threw.</param>
    /// <param name="context">What became of the call.</param>
    /// <param name="elapsed">The deadline, when it is what ended the call.</param>
    /// <param name="isDisposed">Whether the client was disposed.</param>
    public SequenceNetworkException Describe(Exception cause, CallContext context, TimeSpan? elapsed, bool isDisposed)
    {
        string what = cause switch
        {
            OperationCanceledException when elapsed is { } time && context.AwaitsPermit =>
                FormattableString.Invariant($"the rate limiter gave no permit within {time.TotalSeconds:0.###} s for"),
            OperationCanceledException when elapsed is { } time => FormattableString.Invariant($"no complete answer within {time.TotalSeconds:0.###} s from"),
            OperationCanceledException when isDisposed => "the client was disposed before the answer came from",
            OperationCanceledException => "the HTTP handler gave up waiting for",
            _ when OutcomeClassifier.ProvesUnsent(cause) => "no connection to",
            _ => "the connection broke to",
        };
        string detail = cause is OperationCanceledException ? "." : ": " + ServerText.OneLine(redactor.Clean(cause.GetBaseException().Message)).TrimEnd('.') + ".";
        Retryability retryability = OutcomeClassifier.RetryabilityOf(context);
        string consequence = !context.MayHaveActed ? ""
            : retryability == Retryability.OutcomeUnknown ? " The server may have acted."
            : " The server may have acted; repeating the call does no harm.";
        var error = new SequenceNetworkException(
            $"{context.Call?.OperationId ?? "The call"} failed{ErrorHandler.After(context.Attempts)}: {what} {host}{detail}{consequence}",
            retryability,
            ServerText.Cause(redactor.Cause(cause)))
        {
            Operation = context.Call?.OperationId,
        };
        error.Settle(context.MayHaveActed, retryability);
        return error;
    }
}
