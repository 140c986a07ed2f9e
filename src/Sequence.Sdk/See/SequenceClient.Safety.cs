using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Level 1, see: look before an order, and stop everything.
public sealed partial class SequenceClient
{
    /// <summary>A kill switch that gets no answer holds up the cancels no longer than this.</summary>
    private static readonly TimeSpan KillSwitchPatience = TimeSpan.FromSeconds(5);

    /// <summary>What is left of the request rate now; null when neither <see cref="SequenceClientOptions.RateLimitQps"/> nor <see cref="SequenceClientOptions.RateLimiter"/> is set.</summary>
    public RateBudget? Budget => RateBudget.Of(_transport.Limiter);

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
        return _transport.CallAsync((raw, token) => raw.See.PreviewOrderAsync(body, token), cancellationToken, verify: preview =>
            preview.AdditionalProperties.TryGetValue("symbol", out object? came) && SymbolNames.Differ(symbol, came as string) ? AnswerCheck.Name("symbol", symbol, (string)came)
            : preview.AdditionalProperties.TryGetValue("side", out came) ? AnswerCheck.Name("side", side.Value, came as string, StringComparison.OrdinalIgnoreCase)
            : null);
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

    /// <summary>
    /// Stops everything: engages the kill switch, then cancels every open order on every connected venue.
    /// Operations: engageKillSwitch, listVenues, cancelAllOnVenue.
    /// </summary>
    /// <remarks>
    /// <para>The kill switch is sent first, so that nothing new comes in behind the cancels; a kill switch that gets no answer holds them up for at most 5 seconds.
    /// The venues are cancelled at the same time; one of which the server does not say whether it is connected counts as connected. No failure stops the rest: look at <see cref="StopResult.IsComplete"/>.</para>
    /// <para>All calls are urgent: with <see cref="SequenceClientOptions.RateLimitQps"/> they go ahead of everything that waits.
    /// <see cref="ClearKillSwitchAsync"/> lets submissions through again.</para>
    /// </remarks>
    /// <param name="reason">For the record; null, the default, for none.</param>
    /// <param name="cancellationToken">Ends the calls that are under way; each of them is then a failure in the result.</param>
    /// <returns>What was done and what failed, with a row for each connected venue. A failure is never thrown.</returns>
    public async Task<StopResult> StopEverythingAsync(string? reason = null, CancellationToken cancellationToken = default)
    {
        UrgentScope.Enter();
        Task<Outcome<KillSwitchStatus>> engaging = OutcomeAsync(() => EngageKillSwitchAsync(reason, cancellationToken));
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            await Task.WhenAny(engaging, Task.Delay(KillSwitchPatience, _transport.Time, patience.Token)).ConfigureAwait(false);
            await patience.CancelAsync().ConfigureAwait(false);
        }

        Outcome<IReadOnlyList<ConnectedVenue>> listed = await OutcomeAsync(
            () => _transport.CallAsync((raw, token) => raw.Connect.ListVenuesAsync(token), cancellationToken)).ConfigureAwait(false);
        VenueStop[] venues = await Task.WhenAll(
            (listed.Value ?? []).Where(venue => venue.SentConnected != false).Select(venue => venue.Venue).Distinct(StringComparer.OrdinalIgnoreCase).Select(StopVenueAsync)).ConfigureAwait(false);
        Outcome<KillSwitchStatus> engaged = await engaging.ConfigureAwait(false);
        return new StopResult(engaged.Value, engaged.Error, listed.Error, venues);

        async Task<VenueStop> StopVenueAsync(string venue)
        {
            Outcome<JToken> cancelled = await OutcomeAsync(() => CancelAllOnVenueAsync(venue, cancellationToken)).ConfigureAwait(false);
            return new VenueStop(venue, cancelled.Value, cancelled.Error);
        }
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
        return _transport.CallAsync((raw, token) => raw.See.CancelAllOnVenueAsync(venue, token), cancellationToken, verify: AnswerCheck.Venue(venue));
    }

    /// <summary>A call whose failure must not keep others from being made.</summary>
    private static async Task<Outcome<T>> OutcomeAsync<T>(Func<Task<T>> call) where T : class
    {
        try
        {
            return new Outcome<T>(await call().ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is SequenceException or OperationCanceledException or ObjectDisposedException)
        {
            return new Outcome<T>(null, e);
        }
    }

    private Task<KillSwitchStatus> KillSwitchAsync(
        Func<RawClients, CancellationToken, Task<KillSwitchStatus>> call, bool isEngaged, CancellationToken cancellationToken) => _transport.CallAsync(
        call,
        cancellationToken,
        new CallOptions { TakesAnyShape = true },
        verify: status => status.Engaged == !isEngaged ? $"it says that the switch is {(isEngaged ? "not " : "")}engaged." : null,
        whenEmpty: () => new KillSwitchStatus());

    private sealed record Outcome<T>(T? Value, Exception? Error) where T : class;
}
