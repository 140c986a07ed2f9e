using System.Runtime.CompilerServices;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Level 2, trade: changing an order that works.
public sealed partial class SequenceClient
{
    /// <summary>Changes the limit price or the total quantity of a working order. Operation: amendOrder.</summary>
    /// <remarks>The venue may cancel and replace the order: it can get a new id and loses its place in the queue.</remarks>
    /// <param name="id">Node-order id.</param>
    /// <param name="newPrice">New limit price, above 0, with at most 9 digits after the point, in the venue's own units; null leaves it.</param>
    /// <param name="newQty">New total quantity, the filled part included, above 0, with at most 8 digits after the point; null leaves it.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; an amend that was sent stays.</param>
    /// <exception cref="SequenceValidationException">Nothing changes, or a value cannot be sent.</exception>
    /// <exception cref="SequenceApiException">The server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came. An amend is not repeated by itself: read the order first.</exception>
    public Task<AmendResult> AmendAsync(
        string id, decimal? newPrice = null, decimal? newQty = null, CancellationToken cancellationToken = default) => AmendAsync(
        id,
        newPrice is decimal price ? Amounts.Positive<Px>(price, "new_price") : (Px?)null,
        newQty is decimal qty ? Amounts.Positive<Qty>(qty, "new_qty") : (Qty?)null,
        cancellationToken);

    /// <inheritdoc cref="AmendAsync(string, decimal?, decimal?, CancellationToken)"/>
    // Without the priority two nulls would fit both overloads alike and not compile.
    [OverloadResolutionPriority(-1)]
    public async Task<AmendResult> AmendAsync(string id, Px? newPrice, Qty? newQty, CancellationToken cancellationToken = default)
    {
        Check.PathValue(id, "id");
        if (newPrice is null && newQty is null)
            throw new SequenceValidationException("new_price", "an amend needs a new price or a new quantity.");
        var body = new AmendBody
        {
            NewQty = newQty is Qty qty ? Amounts.Positive(qty, "new_qty") : null,
            NewConstraints = newPrice is Px price ? new AmendConstraints { MaxPrice = Amounts.Positive(price, "new_price") } : null,
        };
        AmendAnswer answer = await _transport.CallAsync(
            (raw, token) => raw.Trade.AmendOrderAsync(id, body, token),
            cancellationToken,
            verify: answer => GraphIds.DiffersInOrder(id, answer.NodeOrderId) ?? AnswerCheck.GraphOf(id, answer.AdditionalProperties.TryGetValue("graph_id", out object? graph) ? graph as string : null),
            whenEmpty: () => new AmendAnswer()).ConfigureAwait(false);
        return new AmendResult(answer.NodeOrderId ?? id, answer.Status, answer.Mode ?? AmendMode.CancelReplace);
    }

    /// <summary>Makes a working order smaller: reads it, and amends its total quantity. Operations: listOrders, amendOrder.</summary>
    /// <remarks>
    /// The new total is sent as such, so a fill between the two steps does not change what it takes away.
    /// Both calls are urgent: with <see cref="SequenceClientOptions.RateLimitQps"/> they go ahead of everything that waits.
    /// </remarks>
    /// <param name="id">Node-order id.</param>
    /// <param name="reduceBy">How much less, above 0 and below what is still unfilled, with at most 8 digits after the point.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; an amend that was sent stays.</param>
    /// <exception cref="SequenceValidationException">The value cannot be sent; or nothing would be left to fill, which is known after the read, and then no amend is sent: use <see cref="CancelAsync"/>.</exception>
    /// <exception cref="SequenceApiException">There is no such order, or the server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<DecreaseResult> DecreaseAsync(string id, decimal reduceBy, CancellationToken cancellationToken = default) =>
        DecreaseAsync(id, Amounts.Positive<Qty>(reduceBy, "reduce_by"), cancellationToken);

    /// <inheritdoc cref="DecreaseAsync(string, decimal, CancellationToken)"/>
    public async Task<DecreaseResult> DecreaseAsync(string id, Qty reduceBy, CancellationToken cancellationToken = default)
    {
        Amounts.Positive(reduceBy, "reduce_by");
        UrgentScope.Enter();
        OrderResponse order = await GetOrderAsync(id, cancellationToken).ConfigureAwait(false);
        Qty unfilled = order.Qty - order.FilledQty;
        if (reduceBy >= unfilled)
        {
            throw new SequenceValidationException(
                "reduce_by", $"{reduceBy} leaves nothing of the {unfilled} that are still unfilled; cancel the order instead.");
        }

        Qty newQty = order.Qty - reduceBy;
        AmendResult amended = await AmendAsync(id, null, newQty, cancellationToken).ConfigureAwait(false);
        DecreaseMode mode = amended.Mode == AmendMode.NativeAtomic ? DecreaseMode.Native : DecreaseMode.CancelReplaceShrink;
        return new DecreaseResult(amended.NodeOrderId, amended.Status, mode, newQty);
    }
}
