namespace Sequence.Sdk;

// Waits for orders and graphs, which share one stream of the account.
public sealed partial class SequenceClient
{
    /// <summary>Waits until an order is what the caller waits for, or has ended.</summary>
    /// <remarks>
    /// Changes come over one stream of the account's orders, which all waits of the client share: the first that must wait opens it, and it stays open
    /// until the client is disposed. The order is also read at the start, whenever the stream may have lost something, and every 10 s; while
    /// there is no stream, at first every 250 ms, then ever slower, up to every 2 s, on the clock of the options. With a handler of your own
    /// (<see cref="SequenceClientOptions.HttpHandler"/>) there is no stream. It waits as long as the token allows.
    /// </remarks>
    /// <param name="id">Node-order id, as <see cref="SubmitResult.OrderId"/> gives it.</param>
    /// <param name="predicate">True ends the wait; it sees every change that the stream tells. Null waits for the end of the order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The order: the predicate holds for it, or it <see cref="OrderResponse.IsTerminal"/>.</returns>
    /// <exception cref="SequenceApiException">A read was refused: 404 when there is no such order.</exception>
    /// <exception cref="SequenceNetworkException">A read got no complete answer.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OrderResponse> WaitForOrderAsync(
        string id, Func<OrderResponse, bool>? predicate = null, CancellationToken cancellationToken = default) => _watch.UntilAsync(
        change => change.NodeOrderId == id,
        token => GetOrderAsync(id, token),
        change => change,
        order => order.IsTerminal || predicate?.Invoke(order) == true,
        cancellationToken);

    /// <summary>Waits until a graph is completed, aborted or expired.</summary>
    /// <remarks>Reads the graph whenever one of its orders changes, and as often as <see cref="WaitForOrderAsync"/> reads; with the same stream. It waits as long as the token allows, also while the graph is paused.</remarks>
    /// <param name="graphId">Id of the graph; a node-order id is reduced to its graph.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The graph in its last state.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">A read was refused: 404 when there is no such graph.</exception>
    /// <exception cref="SequenceNetworkException">A read got no complete answer.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<GraphStatusResponse> WaitForGraphAsync(string graphId, CancellationToken cancellationToken = default)
    {
        string id = GraphIds.Reduce(graphId, "graph_id");
        return _watch.UntilAsync(
            change => GraphIds.Holds(id, change.NodeOrderId),
            token => GetGraphAsync(id, token),
            _ => null,
            graph => graph.IsTerminal,
            cancellationToken);
    }

    Task<OrderResponse> IOrderSource.WhenTerminalAsync(string nodeOrderId, CancellationToken cancellationToken) =>
        WaitForOrderAsync(nodeOrderId, cancellationToken: cancellationToken);
}
