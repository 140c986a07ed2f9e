namespace Sequence.Sdk;

/// <summary>What a search for a submitted graph found: <see cref="Accepted"/> or <see cref="NotFound"/>.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The server has the graph.</summary>
    /// <param name="Graph">Its state, with that of each node.</param>
    public sealed record Accepted(GraphStatusResponse Graph) : SubmitOutcome;

    /// <summary>The server itself said to the last question, after the deadline, that it does not know the graph.</summary>
    /// <remarks>
    /// This proves no more than it says: a submit that a proxy still holds can arrive later. To go on safely, submit the same order or graph again
    /// under the same <see cref="GraphId"/>: the server takes it once, however often it arrives.
    /// </remarks>
    /// <param name="GraphId">The graph that was searched.</param>
    /// <param name="SearchTime">How long it was searched; at least <see cref="MinimumSearchTime"/>.</param>
    /// <param name="Questions">How often the server was asked; 2 or more.</param>
    public sealed record NotFound(string GraphId, TimeSpan SearchTime, int Questions) : SubmitOutcome;

    /// <summary>The shortest search that may end without the graph: 10 seconds.</summary>
    public static TimeSpan MinimumSearchTime { get; } = TimeSpan.FromSeconds(10);
}
