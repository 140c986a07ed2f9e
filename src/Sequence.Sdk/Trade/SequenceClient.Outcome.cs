namespace Sequence.Sdk;

// Level 2, trade: ids before sending, and what became of a submit.
public sealed partial class SequenceClient
{
    /// <summary>Makes a graph id, so that it can be written down before the order or graph is sent with it (<see cref="OrderBuilder.GraphId"/>, <see cref="GraphBuilder.GraphId"/>).</summary>
    /// <returns><c>graph_</c> and 32 random hexadecimal digits, or what <see cref="SequenceClientOptions.GraphIdFactory"/> makes.</returns>
    public string NewGraphId() => _transport.Ids.NextGraphId();

    /// <summary>Searches a graph that was sent and whose outcome is unknown, such as by a process that has died. Operation: getGraph.</summary>
    /// <remarks><inheritdoc cref="SubmitUnknownException.ResolveAsync" path="/remarks/node()"/></remarks>
    /// <param name="graphId">The id that was sent.</param>
    /// <param name="deadline">How long to go on asking; above 0. A deadline below <see cref="SubmitOutcome.MinimumSearchTime"/> counts as that.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SequenceValidationException">The id is empty, or the deadline is not above 0.</exception>
    /// <exception cref="SequenceException">The server refuses to tell, or the last question got no answer that proves anything: the outcome is still unknown.</exception>
    public Task<SubmitOutcome> ResolveAsync(string graphId, TimeSpan deadline, CancellationToken cancellationToken = default) =>
        new SubmitResolver(_transport, Check.GraphId(graphId, "graph_id")).FindAsync(deadline, cancellationToken);
}
