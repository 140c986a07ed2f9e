namespace Sequence.Sdk;

// Level 2, trade: orders, fills, cancels, batches, redemption. Amend and decrease are in SequenceClient.Amend.cs.
public sealed partial class SequenceClient
{
    /// <summary>Opens an order to buy. Nothing is sent before <see cref="OrderBuilder.SubmitAsync"/>.</summary>
    /// <param name="symbol">Pair, slug, token id or Polymarket URL; not empty.</param>
    /// <param name="qty">Units of the base asset, above 0, with at most 8 digits after the point.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, or the quantity is not above 0 or has digits finer than 1e-8.</exception>
    public OrderBuilder Buy(string symbol, decimal qty) => Buy(symbol, Amounts.Positive<Qty>(qty, "qty"));

    /// <inheritdoc cref="Buy(string, decimal)"/>
    public OrderBuilder Buy(string symbol, Qty qty) => NewOrder(Side.Buy, symbol, qty);

    /// <summary>Opens an order to sell. Nothing is sent before <see cref="OrderBuilder.SubmitAsync"/>.</summary>
    /// <inheritdoc cref="Buy(string, decimal)"/>
    public OrderBuilder Sell(string symbol, decimal qty) => Sell(symbol, Amounts.Positive<Qty>(qty, "qty"));

    /// <inheritdoc cref="Sell(string, decimal)"/>
    public OrderBuilder Sell(string symbol, Qty qty) => NewOrder(Side.Sell, symbol, qty);

    /// <summary>Opens a batch of orders and cancels for one venue. Nothing is sent before <see cref="BatchBuilder.EndAsync"/>.</summary>
    /// <param name="venue">Where every order of the batch goes; not empty.</param>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    public BatchBuilder Batch(string venue) => new(_transport, Check.Text(venue, "venue"));

    /// <summary>Opens the list of the account's orders, the newest first.</summary>
    public OrdersQuery Orders() => new(_transport, new PageWindow(), this);

    /// <summary>Opens the list of the account's fills, the newest first.</summary>
    public FillsQuery Fills() => new(_transport, new PageWindow());

    /// <summary>Reads one order. Operation: listOrders.</summary>
    /// <param name="id">Node-order id, as <see cref="SubmitResult.OrderId"/> and <see cref="SubmitResult.NodeOrderId"/> give it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <returns>The order; after an amend that gave it a new id, the order that took its place: the same graph and node under a later number.</returns>
    /// <exception cref="SequenceApiException">404 NOT_FOUND: there is no such order. The server answers with an empty list, which becomes this error here, and so does a list of other orders.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<OrderResponse> GetOrderAsync(string id, CancellationToken cancellationToken = default)
    {
        Check.PathValue(id, "id");
        return _transport.CallAsync(
            async (raw, token) => Only(id, await raw.Trade.ListOrdersAsync(node_order_id: id, cancellationToken: token).ConfigureAwait(false)), cancellationToken);
    }

    /// <summary>Reads one order at a path of its own, for a server that does not know the filter of <see cref="GetOrderAsync"/>. Operation: getOrder.</summary>
    /// <remarks>One source names this path; the vendor's own clients read through the list, and so does <see cref="GetOrderAsync"/>.</remarks>
    /// <param name="nodeOrderId">Node-order id, as <see cref="SubmitResult.NodeOrderId"/> gives it; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such order.</exception>
    /// <exception cref="SequenceException">No complete answer came, or it is not readable.</exception>
    public Task<OrderResponse> GetOrderByPathAsync(string nodeOrderId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(nodeOrderId, nameof(nodeOrderId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByIdAsync(raw.Trade.GetOrderAsync(nodeOrderId, token), "getOrder", nodeOrderId, order => order.NodeOrderId), cancellationToken);
    }

    /// <summary>Cancels the whole graph of an order. Operation: cancelGraph.</summary>
    /// <param name="id">A graph id, or a node-order id, which is reduced to its graph id. One order of a larger graph is cancelled alone by <see cref="CancelOrderAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="SequenceValidationException">The id is empty or holds no graph id.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such graph.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        string graphId = GraphIds.Reduce(id, "id");
        return _transport.CallAsync((raw, token) => raw.Orchestrate.CancelGraphAsync(graphId, token), cancellationToken, verify: AnswerCheck.Graph(graphId));
    }

    /// <summary>Cancels one order and leaves the rest of its graph. Operation: cancelOrder.</summary>
    /// <remarks>The vendor's own client sends this for the cancels of a batch alone. Of an order that is a graph by itself, <see cref="CancelAsync"/> is the usual way.</remarks>
    /// <param name="nodeOrderId">Node-order id, as <see cref="SubmitResult.NodeOrderId"/> gives it; not empty.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, which is not documented and not looked at.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such order.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task CancelOrderAsync(string nodeOrderId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(nodeOrderId, nameof(nodeOrderId));
        return _transport.CallAsync((raw, token) => raw.Trade.CancelOrderAsync(nodeOrderId, token), cancellationToken, verify: AnswerCheck.Order(nodeOrderId));
    }

    /// <summary>Redeems the winning tokens of a resolved market. Operation: redeemMarket.</summary>
    /// <param name="slug">Polymarket slug or Kalshi ticker.</param>
    /// <param name="venue"><c>polymarket</c> or <c>kalshi</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>What was done: Kalshi settles by itself, Polymarket's transfer follows on chain within minutes.</returns>
    /// <exception cref="SequenceValidationException">The slug or the venue is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<RedeemResult> RedeemAsync(string slug, string venue, CancellationToken cancellationToken = default)
    {
        Check.PathValue(slug, "slug");
        Check.Text(venue, "venue");
        return _transport.CallAsync(
            (raw, token) => raw.Trade.RedeemMarketAsync(slug, venue, token),
            cancellationToken,
            verify: answer => (SymbolNames.Differ(slug, answer.Slug) ? AnswerCheck.Name("market", slug, answer.Slug) : null) ?? AnswerCheck.Name("venue", venue, answer.Venue, StringComparison.OrdinalIgnoreCase),
            whenEmpty: () => new RedeemResult { Slug = slug, Venue = venue });
    }

    /// <summary>After an amend the server answers with the order that took its place: the same graph and node under a later number.</summary>
    private OrderResponse Only(string id, OrdersPage page) =>
        page.From(this).Orders.FirstOrDefault(order => order.NodeOrderId == id)
        ?? page.Orders.Where(order => GraphIds.IsOrderOrSuccessor(id, order.NodeOrderId)).MaxBy(order => GraphIds.Number(order.NodeOrderId, out _))
        ?? throw (IgnoresFilter(page) ? Unfiltered(id) : (SequenceException)SequenceApiException.NotFound("listOrders", $"There is no order '{id}'.{GraphIds.Advice(id)}"));

    /// <summary>Other orders came, and more are there: the one that was asked for may be among them.</summary>
    private static bool IgnoresFilter(OrdersPage page) => page.Orders.Count > 0 && (page.SentHasMore == true || page.SentTotal > page.Orders.Count);

    private static SequenceDeserializationException Unfiltered(string id) => new(
        $"listOrders was asked for '{ServerText.OneLine(id)}' and gave the first of many other orders: it says nothing about the one that was asked for.", string.Empty, retryability: Retryability.AfterBackoff)
    {
        Operation = "listOrders",
    };

    private OrderBuilder NewOrder(Side side, string symbol, Qty qty) =>
        new(_transport, new OrderTerms(side, Check.Text(symbol, "symbol"), Amounts.Positive(qty, "qty")));
}
