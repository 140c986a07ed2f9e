using System.Collections.Immutable;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// Orders and cancels of one venue that go out together, one after the other. Opened by <see cref="SequenceClient.Batch"/>.
/// Immutable: every method returns a new builder. A value that cannot be sent is refused at once with <see cref="SequenceValidationException"/>.
/// </summary>
public sealed class BatchBuilder
{
    private readonly SequenceTransport _transport;
    private readonly string _venue;
    private readonly ImmutableList<BatchOperation> _operations;

    internal BatchBuilder(SequenceTransport transport, string venue, ImmutableList<BatchOperation>? operations = null)
    {
        _transport = transport;
        _venue = venue;
        _operations = operations ?? [];
    }

    /// <summary>The number of operations.</summary>
    public int Count => _operations.Count;

    /// <summary>True when there is no operation yet.</summary>
    public bool IsEmpty => _operations.IsEmpty;

    /// <summary>
    /// The graph of each operation, in order: that of an order to be sent, or that a cancel ends; null for an order that gets a fresh id when the batch is sent.
    /// </summary>
    public IReadOnlyList<string?> GraphIds => [.. _operations.Select(operation => operation.GraphId)];

    /// <summary>
    /// Assigns a fresh graph id to each order that has none, so that all ids can be written down before the batch is sent (<see cref="GraphIds"/>).
    /// Sending such a batch a second time repeats no order: the server answers with the first.
    /// </summary>
    public BatchBuilder AssignGraphIds() => new(_transport, _venue, [.. _operations.Select(operation =>
        operation.GraphId is null ? operation with { GraphId = _transport.Ids.NextGraphId() } : operation)]);

    /// <summary>Accepts that the operations go out one by one. They always do today, so this changes nothing; it exists for ported programs.</summary>
    public BatchBuilder Emulate() => this;

    /// <summary>Adds a market order to buy.</summary>
    /// <param name="symbol">Pair, slug or token id; not empty.</param>
    /// <param name="qty">Above 0, with at most 8 digits after the point.</param>
    public BatchBuilder Buy(string symbol, decimal qty) => Buy(symbol, Amounts.Positive<Qty>(qty, "qty"));

    /// <inheritdoc cref="Buy(string, decimal)"/>
    public BatchBuilder Buy(string symbol, Qty qty) => Add(Side.Buy, symbol, qty, null);

    /// <summary>Adds a market order to sell.</summary>
    /// <inheritdoc cref="Buy(string, decimal)"/>
    public BatchBuilder Sell(string symbol, decimal qty) => Sell(symbol, Amounts.Positive<Qty>(qty, "qty"));

    /// <inheritdoc cref="Sell(string, decimal)"/>
    public BatchBuilder Sell(string symbol, Qty qty) => Add(Side.Sell, symbol, qty, null);

    /// <summary>Adds a limit order to buy.</summary>
    /// <param name="symbol">Pair, slug or token id; not empty.</param>
    /// <param name="qty">Above 0, with at most 8 digits after the point.</param>
    /// <param name="price">Price per unit, above 0, with at most 9 digits after the point.</param>
    public BatchBuilder BuyLimit(string symbol, decimal qty, decimal price) =>
        BuyLimit(symbol, Amounts.Positive<Qty>(qty, "qty"), Amounts.Positive<Px>(price, "limit_price"));

    /// <inheritdoc cref="BuyLimit(string, decimal, decimal)"/>
    public BatchBuilder BuyLimit(string symbol, Qty qty, Px price) => Add(Side.Buy, symbol, qty, price);

    /// <summary>Adds a limit order to sell.</summary>
    /// <inheritdoc cref="BuyLimit(string, decimal, decimal)"/>
    public BatchBuilder SellLimit(string symbol, decimal qty, decimal price) =>
        SellLimit(symbol, Amounts.Positive<Qty>(qty, "qty"), Amounts.Positive<Px>(price, "limit_price"));

    /// <inheritdoc cref="SellLimit(string, decimal, decimal)"/>
    public BatchBuilder SellLimit(string symbol, Qty qty, Px price) => Add(Side.Sell, symbol, qty, price);

    /// <summary>Adds a cancel. It ends the whole graph of the order.</summary>
    /// <param name="id">A graph id or a node-order id.</param>
    public BatchBuilder Cancel(string id) => Add(new CancelOperation(id, Sdk.GraphIds.Reduce(id, "id")));

    /// <summary>
    /// Carries out the operations in order, each with its own request. One that fails becomes a <see cref="BatchItemResult.Failed"/>, or a <see cref="BatchItemResult.Unknown"/> when nobody knows whether it was accepted, and the rest goes on.
    /// Operations: submitOrder, cancelGraph.
    /// </summary>
    /// <param name="cancellationToken">Stops the batch; what has been sent stays.</param>
    /// <returns>One result for each operation; none for an empty batch, which sends nothing.</returns>
    /// <exception cref="BatchCanceledException">The token was cancelled; the exception holds what was done until then.</exception>
    public async Task<BatchResult> EndAsync(CancellationToken cancellationToken = default)
    {
        List<BatchItemResult> results = new(_operations.Count);
        foreach (BatchOperation operation in _operations)
        {
            string graphId = operation.GraphId ?? _transport.Ids.NextGraphId();
            if (cancellationToken.IsCancellationRequested)
                throw new BatchCanceledException(results, pendingGraphId: null, cancellationToken);
            try
            {
                results.Add(await operation.RunAsync(_transport, graphId, cancellationToken).ConfigureAwait(false));
            }
            catch (SubmitUnknownException e)
            {
                results.Add(new BatchItemResult.Unknown(graphId, e));
            }
            catch (SequenceException e)
            {
                results.Add(new BatchItemResult.Failed(e.Message, graphId, e));
            }
            catch (SubmitCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new BatchCanceledException(results, graphId, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Of a cancel nobody says whether it was sent; an order was not, or was refused.
                throw new BatchCanceledException(results, operation is CancelOperation ? graphId : null, cancellationToken);
            }
        }

        return new BatchResult(BatchMode.Serial, results);
    }

    /// <summary>The batch in a line.</summary>
    public override string ToString() => $"batch of {Count} on {_venue}: {TextLine.List([.. _operations.Take(TextLine.MostItems).Select(o => o.Describe())], "nothing")}";

    private BatchBuilder Add(Side side, string symbol, Qty qty, Px? price) => Add(new OrderOperation(
        new OrderTerms(side, Check.Text(symbol, "symbol"), Amounts.Positive(qty, "qty"))
        {
            Venue = _venue,
            LimitPrice = price is Px limit ? Amounts.Positive(limit, "limit_price") : null,
        }));

    private BatchBuilder Add(BatchOperation operation) => new(_transport, _venue, _operations.Add(operation));
}

/// <summary>One entry of a batch. A graph id that is null is made when the batch is sent.</summary>
internal abstract record BatchOperation(string? GraphId)
{
    public abstract Task<BatchItemResult> RunAsync(SequenceTransport transport, string graphId, CancellationToken cancellationToken);

    public abstract string Describe();
}

internal sealed record OrderOperation(OrderTerms Terms) : BatchOperation(GraphId: null)
{
    public override string Describe() => Terms.Describe(isDerived: false);

    public override async Task<BatchItemResult> RunAsync(SequenceTransport transport, string graphId, CancellationToken cancellationToken) =>
        new BatchItemResult.Submitted(await GraphSubmission
            .SendAsync(transport, GraphSubmission.Single(Terms, isSandbox: false, graphId), cancellationToken).ConfigureAwait(false));
}

internal sealed record CancelOperation(string GivenId, string Target) : BatchOperation(Target)
{
    public override string Describe() => $"cancel {GivenId}";

    public override async Task<BatchItemResult> RunAsync(SequenceTransport transport, string graphId, CancellationToken cancellationToken)
    {
        await transport.CallAsync((raw, token) => raw.Orchestrate.CancelGraphAsync(graphId, token), cancellationToken, verify: AnswerCheck.Graph(graphId)).ConfigureAwait(false);
        return new BatchItemResult.Cancelled(GivenId);
    }
}
