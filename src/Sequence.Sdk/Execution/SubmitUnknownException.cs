namespace Sequence.Sdk;

/// <summary>
/// An order or a graph was sent, and nobody knows whether it was accepted: every attempt ended with a broken connection, a gateway's error,
/// an answer that is not readable, or the deadline. It may be live.
/// </summary>
/// <remarks>Ask with <see cref="ResolveAsync"/>, or submit the same again under the same <see cref="GraphId"/>: the server then answers with the first, if it has it.</remarks>
public sealed class SubmitUnknownException : SequenceNetworkException
{
    private readonly SubmitResolver _lookup;

    internal SubmitUnknownException(string graphId, SequenceException cause, SubmitResolver lookup)
        : base($"Nobody knows whether the server accepted graph '{graphId}'. {cause.Message}", Retryability.OutcomeUnknown, cause)
    {
        GraphId = graphId;
        Operation = cause.Operation;
        MayHaveActed = true;
        _lookup = lookup;
    }

    /// <summary>The graph to look for.</summary>
    public string GraphId { get; }

    /// <summary>Asks for the graph until it is found or the deadline has passed. Operation: getGraph.</summary>
    /// <remarks>
    /// It asks at once, after 250 ms, then ever slower, up to every 2 s, and a last time when the deadline has passed, on the clock of the options;
    /// the answer to that one may take up to 30 seconds, or <see cref="SequenceClientOptions.Timeout"/> when it is shorter.
    /// Absence is proven only as far as nothing may still be on its way to the server: give it seconds rather than milliseconds.
    /// </remarks>
    /// <param name="deadline">How long to go on asking; above 0.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SequenceValidationException">The deadline is not above 0.</exception>
    /// <exception cref="SequenceException">The server refuses to tell, or the last question got no answer: the outcome is still unknown.</exception>
    public Task<SubmitOutcome> ResolveAsync(TimeSpan deadline, CancellationToken cancellationToken = default) => _lookup.FindAsync(deadline, cancellationToken);
}

/// <summary>A submit whose token was cancelled on its way: the order or graph may have been accepted.</summary>
public sealed class SubmitCanceledException : OperationCanceledException
{
    private readonly SubmitResolver _lookup;

    internal SubmitCanceledException(string graphId, OperationCanceledException cause, SubmitResolver lookup, CancellationToken cancellationToken)
        : base($"The submit was cancelled; the server may have accepted graph '{graphId}'.", cause, cancellationToken)
    {
        GraphId = graphId;
        _lookup = lookup;
    }

    /// <summary>The graph to look for.</summary>
    public string GraphId { get; }

    /// <inheritdoc cref="SubmitUnknownException.ResolveAsync"/>
    public Task<SubmitOutcome> ResolveAsync(TimeSpan deadline, CancellationToken cancellationToken = default) => _lookup.FindAsync(deadline, cancellationToken);
}
