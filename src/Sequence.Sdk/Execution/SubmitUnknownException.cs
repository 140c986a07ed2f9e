namespace Sequence.Sdk;

/// <summary>
/// An order or a graph was sent, and its outcome is unknown: no attempt ended with an answer that the server itself gave to this submit.
/// A broken connection, a gateway's page under any status, another graph's answer and the deadline all end here. The order may be live.
/// </summary>
/// <remarks>
/// <para>Search it with <see cref="ResolveAsync"/>, or submit the same order or graph again under the same <see cref="GraphId"/>, which is always safe:
/// the server takes it once and answers with the first.</para>
/// <para>A refusal that comes after such an attempt settles it only when it is about the request itself (400 and 422 with BAD_REQUEST, INVALID_PARAMS or VALIDATION_ERROR,
/// 409 with CONFLICT, unless its message is about the state of the account). After a 429, a 401 or an engaged kill switch, an earlier delivery may still be accepted.</para>
/// </remarks>
public sealed class SubmitUnknownException : SequenceNetworkException
{
    private readonly Func<TimeSpan, CancellationToken, Task<SubmitOutcome>> _resolve;

    /// <summary>An unknown outcome, as the SDK throws it; public for tests of code that handles it.</summary>
    /// <param name="graphId">The graph that was sent.</param>
    /// <param name="cause">Why the outcome is not known.</param>
    /// <param name="resolve">Searches the graph: the implementation of <see cref="ResolveAsync"/>.</param>
    public SubmitUnknownException(string graphId, SequenceException cause, Func<TimeSpan, CancellationToken, Task<SubmitOutcome>> resolve)
        : base($"Outcome unknown: the server may have accepted graph '{graphId}'. {cause?.Message}", Retryability.OutcomeUnknown, cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(resolve);
        GraphId = graphId;
        Operation = cause.Operation;
        MayHaveActed = true;
        _resolve = resolve;
    }

    /// <summary>The graph that was sent.</summary>
    public string GraphId { get; }

    /// <summary>Asks for the graph until it is found or the deadline has passed. Operation: getGraph.</summary>
    /// <remarks>
    /// It asks at once, after 250 ms, then ever slower, up to every 2 s, and a last time when the deadline has passed, on the clock of the options;
    /// the answer to that one may take up to 30 seconds, or <see cref="SequenceClientOptions.Timeout"/> when it is shorter. Only the server's own NOT_FOUND counts as absence:
    /// a gateway's page, another graph's answer and an unreadable one do not, and do not end the search before the deadline.
    /// </remarks>
    /// <param name="deadline">How long to go on asking; above 0. A deadline below <see cref="SubmitOutcome.MinimumSearchTime"/> counts as that.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SequenceValidationException">The deadline is not above 0.</exception>
    /// <exception cref="SequenceException">The server refuses to tell, or the last question got no answer that proves anything: the outcome is still unknown.</exception>
    public Task<SubmitOutcome> ResolveAsync(TimeSpan deadline, CancellationToken cancellationToken = default) => _resolve(deadline, cancellationToken);
}

/// <summary>A submit whose token was cancelled after it was sent: the order or graph may have been accepted. One that was not sent yet throws a plain <see cref="OperationCanceledException"/>.</summary>
public sealed class SubmitCanceledException : OperationCanceledException
{
    private readonly Func<TimeSpan, CancellationToken, Task<SubmitOutcome>> _resolve;

    /// <summary>A cancelled submit with an unknown outcome, as the SDK throws it; public for tests of code that handles it.</summary>
    /// <param name="graphId">The graph that was sent.</param>
    /// <param name="cause">The cancellation.</param>
    /// <param name="resolve">Searches the graph: the implementation of <see cref="ResolveAsync"/>.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    public SubmitCanceledException(
        string graphId, OperationCanceledException? cause, Func<TimeSpan, CancellationToken, Task<SubmitOutcome>> resolve, CancellationToken cancellationToken)
        : base($"The submit was cancelled; the server may have accepted graph '{graphId}'.", cause, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        GraphId = graphId;
        _resolve = resolve;
    }

    /// <summary>The graph that was sent.</summary>
    public string GraphId { get; }

    /// <inheritdoc cref="SubmitUnknownException.ResolveAsync"/>
    public Task<SubmitOutcome> ResolveAsync(TimeSpan deadline, CancellationToken cancellationToken = default) => _resolve(deadline, cancellationToken);
}
