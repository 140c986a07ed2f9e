using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Level 1, see: look before an order, and stop everything.
public sealed partial class SequenceClient
{
    /// <summary>Estimates a market order: venues, fees, slippage. Nothing is submitted. A cold symbol takes up to half a second. Operation: previewOrder.</summary>
    /// <param name="symbol">Pair, slug, token id or Polymarket URL; not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="qty">Units of the base asset, above 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>An estimate that is null is unknown, never 0.</returns>
    /// <exception cref="SequenceValidationException">The symbol is empty, the side is another word, or the quantity is not above 0.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<OrderPreview> PreviewAsync(string symbol, Side side, decimal qty, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        if (!side.IsKnown)
            throw new SequenceValidationException(nameof(side), $"must be buy or sell, but was '{side}'.");
        var body = new PreviewBody { Symbol = symbol, Side = side, OrderType = "market", Qty = Check.Positive(qty, nameof(qty)) };
        return _transport.CallAsync((raw, token) => raw.See.PreviewOrderAsync(body, token), cancellationToken);
    }

    /// <inheritdoc cref="PreviewAsync(string, Side, decimal, CancellationToken)"/>
    public Task<OrderPreview> PreviewAsync(string symbol, Side side, Qty qty, CancellationToken cancellationToken = default) =>
        PreviewAsync(symbol, side, qty.ToDecimal(), cancellationToken);

    /// <summary>
    /// Halts new submissions of this account: they fail with 409 until the switch is cleared. Open orders stay open;
    /// <see cref="CancelAllOnVenueAsync"/> cancels them. Operation: engageKillSwitch.
    /// </summary>
    /// <param name="reason">For the record; null, the default, for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The state as the server tells it; a member that is null is unknown. An empty success counts as done.</returns>
    /// <exception cref="SequenceException">The server refused, or no complete answer came.</exception>
    public Task<KillSwitchStatus> EngageKillSwitchAsync(string? reason = null, CancellationToken cancellationToken = default)
    {
        var body = new KillSwitchBody { Reason = reason };
        return KillSwitchAsync((raw, token) => raw.See.EngageKillSwitchAsync(body, token), isEngaged: true, cancellationToken);
    }

    /// <summary>Lets submissions of this account through again. Only for an admin's key. Operation: clearKillSwitch.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The state as the server tells it; a member that is null is unknown.</returns>
    /// <exception cref="SequenceException">The server refused, or no complete answer came.</exception>
    public Task<KillSwitchStatus> ClearKillSwitchAsync(CancellationToken cancellationToken = default) =>
        KillSwitchAsync((raw, token) => raw.See.ClearKillSwitchAsync(token), isEngaged: false, cancellationToken);

    /// <summary>Cancels every open order of this account on one venue. Operation: cancelAllOnVenue.</summary>
    /// <param name="venue">Venue name; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> CancelAllOnVenueAsync(string venue, CancellationToken cancellationToken = default)
    {
        Check.PathValue(venue, nameof(venue));
        return _transport.CallAsync((raw, token) => raw.See.CancelAllOnVenueAsync(venue, token), cancellationToken);
    }

    private Task<KillSwitchStatus> KillSwitchAsync(
        Func<RawClients, CancellationToken, Task<KillSwitchStatus>> call, bool isEngaged, CancellationToken cancellationToken) => _transport.CallAsync(
        call,
        cancellationToken,
        new CallOptions { TakesAnyShape = true },
        verify: status => status.Engaged == !isEngaged ? $"it says that the switch is {(isEngaged ? "not " : "")}engaged." : null,
        whenEmpty: () => new KillSwitchStatus());
}
