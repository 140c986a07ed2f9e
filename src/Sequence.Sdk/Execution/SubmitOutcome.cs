namespace Sequence.Sdk;

/// <summary>What became of a submit whose answer was lost: <see cref="Accepted"/>, <see cref="Rejected"/> or <see cref="NeverArrived"/>.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The server has the graph.</summary>
    /// <param name="Graph">Its state, with that of each node.</param>
    public sealed record Accepted(GraphStatusResponse Graph) : SubmitOutcome;

    /// <summary>The server has no such graph, and it answered the last attempt with a refusal.</summary>
    /// <param name="Error">The refusal, such as 429 after an attempt whose answer was lost.</param>
    public sealed record Rejected(SequenceApiException Error) : SubmitOutcome;

    /// <summary>The server has no such graph, not even when the deadline had passed.</summary>
    public sealed record NeverArrived : SubmitOutcome;
}
