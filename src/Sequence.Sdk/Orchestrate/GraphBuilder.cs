using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// A graph of orders that is not sent yet. Opened by <see cref="SequenceClient.Graph"/>.
/// Immutable: every method returns a new builder. A single value that cannot be sent is refused at once with
/// <see cref="SequenceValidationException"/>; what only the whole graph shows is found by <see cref="Validate"/>.
/// </summary>
public sealed class GraphBuilder
{
    private readonly SequenceTransport _transport;
    private readonly GraphDraft _draft;

    internal GraphBuilder(SequenceTransport transport, GraphDraft draft)
    {
        _transport = transport;
        _draft = draft;
    }

    /// <summary>Adds an order. It starts at once when no edge leads to it, else when an edge fires.</summary>
    /// <param name="id">Unique in the graph; not empty.</param>
    /// <param name="node">The order.</param>
    public GraphBuilder Node(string id, Node node) => With(_draft with
    {
        Nodes = _draft.Nodes.Add(new DraftNode(
            Check.PathValue(id, "node_id"), node ?? throw new SequenceValidationException("node", "must not be null."))),
    });

    /// <summary>Lets one node activate another. Two nodes may be joined by several edges.</summary>
    /// <param name="from">Id of the node that is watched.</param>
    /// <param name="to">Id of the node that is activated.</param>
    /// <param name="trigger">What lets the edge fire.</param>
    public GraphBuilder Edge(string from, string to, Trigger trigger) => Edge(from, to, trigger, config => config);

    /// <inheritdoc cref="Edge(string, string, Trigger)"/>
    /// <param name="from">Id of the node that is watched.</param>
    /// <param name="to">Id of the node that is activated.</param>
    /// <param name="trigger">What lets the edge fire.</param>
    /// <param name="configure">Sets the sizing, and what a cancel or a reject does.</param>
    public GraphBuilder Edge(string from, string to, Trigger trigger, Func<EdgeConfig, EdgeConfig> configure) => With(_draft with
    {
        Edges = _draft.Edges.Add(new DraftEdge(
            Check.Text(from, "from_node"),
            Check.Text(to, "to_node"),
            trigger ?? throw new SequenceValidationException("trigger", "must not be null."),
            Configured(configure, EdgeConfig.Unset, "edge"))),
    });

    /// <summary>Sets risk limits; a second call adds to the first.</summary>
    /// <param name="configure">Sets the limits.</param>
    public GraphBuilder Risk(Func<RiskConfig, RiskConfig> configure) => With(_draft with { Risk = Configured(configure, _draft.Risk, "risk") });

    /// <summary>Trades on paper. A <c>seq_test_</c> key does so anyway.</summary>
    public GraphBuilder Sandbox() => With(_draft with { IsSandbox = true });

    /// <summary>Attaches data of the caller's own, which the server keeps with the graph.</summary>
    /// <param name="metadata">A JSON object; it is copied.</param>
    /// <exception cref="SequenceValidationException">It is no object.</exception>
    // Without the priority a null would fit both overloads alike and not compile.
    [OverloadResolutionPriority(-1)]
    public GraphBuilder Metadata(JToken metadata) => metadata is JObject json
        ? With(_draft with { Metadata = (JObject)json.DeepClone() })
        : throw new SequenceValidationException("metadata", $"must be a JSON object, but was {metadata?.Type.ToString() ?? "null"}.");

    /// <inheritdoc cref="Metadata(JToken)"/>
    /// <param name="json">The text of a JSON object.</param>
    public GraphBuilder Metadata(string json)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Check.Text(json, "metadata")))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            return Metadata(JToken.ReadFrom(reader));
        }
        catch (JsonException e)
        {
            throw new SequenceValidationException("metadata", $"is not JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Sets the idempotency key. Without it every <see cref="SubmitAsync"/> makes a fresh one; with it a second submit of the same
    /// graph answers with the first, and one of another graph fails with status 409.
    /// </summary>
    /// <param name="id">Not empty, without a colon.</param>
    public GraphBuilder GraphId(string id) => With(_draft with { GraphId = Check.GraphId(id, "graph_id") });

    /// <summary>Assigns a fresh graph id now, so that it can be written down before the graph is sent. See <see cref="AssignedGraphId"/>.</summary>
    public GraphBuilder AssignGraphId() => GraphId(_transport.Ids.NextGraphId());

    /// <summary>The graph id that the next submit uses; null when <see cref="SubmitAsync"/> makes a fresh one each time.</summary>
    public string? AssignedGraphId => _draft.GraphId;

    /// <summary>
    /// Checks the graph without a call. Problems keep it from being sent: unknown, double or unsized nodes, edges in a circle, no node that starts.
    /// Warnings do not: exits that would sell more than the entry bought, and symbols whose spelling is of another instrument type.
    /// </summary>
    public GraphValidation Validate() => GraphRules.Validate(_draft);

    /// <summary>Draws the graph as a Mermaid flowchart, valid or not: nodes with side, quantity, symbol and venue, edges with trigger and sizing.</summary>
    public string ToMermaid() => GraphDrawing.Draw(_draft);

    /// <summary>Sends the graph. Operation: submitOrder.</summary>
    /// <remarks>A graph id always travels along (the vendor's client sends none), so a repetition never becomes a second graph.</remarks>
    /// <param name="cancellationToken">Ends the wait for the answer; a graph that was sent stays.</param>
    /// <returns>The accepted graph. Slices may have added nodes and edges to it.</returns>
    /// <exception cref="SequenceValidationException">The first problem that <see cref="Validate"/> finds; nothing is sent.</exception>
    /// <exception cref="SequenceApiException">The server refused: 409 for a graph id of another graph or an engaged kill switch, 422 for a bad field.</exception>
    /// <exception cref="SubmitUnknownException">Every attempt ended without a clear answer, and the graph may be live; <see cref="SubmitUnknownException.ResolveAsync"/> finds out.</exception>
    /// <exception cref="SequenceNetworkException">No connection came up: nothing was sent.</exception>
    /// <exception cref="SubmitCanceledException">The token was cancelled when the graph may have been sent already; the exception names the graph.</exception>
    public Task<SubmitResult> SubmitAsync(CancellationToken cancellationToken = default)
    {
        if (Validate().Problems is [GraphProblem first, ..])
            throw new SequenceValidationException(first.Field, first.Message);
        return GraphSubmission.SendAsync(_transport, _draft.ToWire(_draft.GraphId ?? _transport.Ids.NextGraphId()), cancellationToken);
    }

    /// <summary>The graph in a line: its nodes and the number of its edges.</summary>
    public override string ToString() => TextLine.Of(
        $"graph of {_draft.Nodes.Count} nodes and {_draft.Edges.Count} edges",
        ("nodes", string.Join("; ", _draft.Nodes.Take(TextLine.MostItems).Select(node => $"{node.Id}: {node.Node}"))), ("graph_id", _draft.GraphId), ("paper", _draft.IsSandbox ? "yes" : null));

    private GraphBuilder With(GraphDraft draft) => new(_transport, draft);

    private static T Configured<T>(Func<T, T> configure, T start, string field) where T : class =>
        configure?.Invoke(start) ?? throw new SequenceValidationException(field, "its configuration must not be null.");
}
