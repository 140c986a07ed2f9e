using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>One order that is not sent yet. Opened by <c>Buy</c> and <c>Sell</c> of <see cref="SequenceClient"/>.</summary>
public sealed class OrderBuilder : OrderTermsBuilder<OrderBuilder>
{
    private readonly SequenceTransport _transport;
    private readonly bool _isSandbox;
    private readonly string? _graphId;

    internal OrderBuilder(SequenceTransport transport, OrderTerms terms, bool isSandbox = false, string? graphId = null)
        : base(terms)
    {
        _transport = transport;
        _isSandbox = isSandbox;
        _graphId = graphId;
    }

    /// <summary>Trades on paper. A <c>seq_test_</c> key does so anyway.</summary>
    public OrderBuilder Sandbox() => new(_transport, Terms, true, _graphId);

    /// <summary>
    /// Sets the idempotency key. Without it every <see cref="SubmitAsync"/> makes a fresh one; with it a second submit of the same
    /// order answers with the first, and one of another order fails with status 409.
    /// </summary>
    /// <param name="id">Not empty, without a colon.</param>
    public OrderBuilder GraphId(string id) => new(_transport, Terms, _isSandbox, Check.GraphId(id, "graph_id"));

    /// <summary>Assigns a fresh graph id now, so that it can be written down before the order is sent. See <see cref="AssignedGraphId"/>.</summary>
    public OrderBuilder AssignGraphId() => GraphId(_transport.Ids.NextGraphId());

    /// <summary>The graph id that the next submit uses; null when <see cref="SubmitAsync"/> makes a fresh one each time.</summary>
    public string? AssignedGraphId => _graphId;

    /// <summary>Sends the order. Operation: submitOrder.</summary>
    /// <remarks>A graph id always travels along (the vendor's client sends none), so a repetition never becomes a second order.</remarks>
    /// <param name="cancellationToken">Ends the wait for the answer; an order that was sent stays.</param>
    /// <returns>The accepted graph of one node, named <c>order</c>: <c>result.OrderId</c> is the order's id.</returns>
    /// <exception cref="SequenceApiException">The server refused: 409 for a graph id of another order or an engaged kill switch, 422 for a bad field.</exception>
    /// <exception cref="SubmitUnknownException">Every attempt ended without a clear answer, and the order may be live; <see cref="SubmitUnknownException.ResolveAsync"/> finds out.</exception>
    /// <exception cref="SequenceNetworkException">No connection came up: nothing was sent.</exception>
    /// <exception cref="SubmitCanceledException">The token was cancelled when the order may have been sent already; the exception names the graph.</exception>
    public Task<SubmitResult> SubmitAsync(CancellationToken cancellationToken = default) => GraphSubmission.SendAsync(
        _transport, GraphSubmission.Single(Terms, _isSandbox, _graphId ?? _transport.Ids.NextGraphId()), cancellationToken);

    /// <summary>Checks the order without a call. Single values were checked when they were set; what is left are warnings, such as <c>Perp()</c> on a symbol that is spelled like a spot pair.</summary>
    public GraphValidation Validate() => new([]) { Warnings = [.. SymbolSpelling.Warnings(Terms, "instrument.type", string.Empty)] };

    /// <summary>The order in a line, such as <c>buy 0.5 BTC-USD at 75000 on coinbase</c>.</summary>
    public override string ToString() => TextLine.Of(Terms.Describe(isDerived: false), ("graph_id", _graphId), ("paper", _isSandbox ? "yes" : null));

    private protected override OrderBuilder With(OrderTerms terms) => new(_transport, terms, _isSandbox, _graphId);
}
