using Sequence.Exchange.Wire;
using Sequence.Sandbox.Generation;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 0: health, and which venues an account connected. A venue that nobody knows is 404.</summary>
internal sealed class ConnectEndpoints(ExchangeCore exchange, ServerEvents events) : ConnectOperations
{
    private const string Polymarket = "polymarket";

    /// <summary>The venues that the API documents; those of the market place come on top.</summary>
    private static readonly string[] Documented =
    [
        "binance", "bitget", "bybit", "coinbase", "cryptocom", "dex_ethereum", "hyperliquid", "kalshi", "kraken", "okx", Polymarket, "solana",
    ];

    public override Task<JToken> GetLivenessAsync(ApiCall call) => Task.FromResult<JToken>(new JObject(new JProperty("status", "ok")));

    public override Task<JToken> GetHealthAsync(ApiCall call) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JObject(
        new JProperty("status", "ok"),
        new JProperty("markets", exchange.Markets.All.Count),
        new JProperty("now_ns", exchange.Scheduler.Now.Raw))));

    public override Task<JToken> ConnectVenueAsync(ApiCall call, string venue, VenueCredentialsBody body)
    {
        RequireCredentials(venue, body);
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
        {
            call.Account.Venues.Add(Known(venue));
            return Status(call, venue);
        }));
    }

    public override Task<JToken> PutVenueCredentialsAsync(ApiCall call, string venue, VenueCredentialsBody body) => ConnectVenueAsync(call, venue, body);

    public override Task<JToken> DisconnectVenueAsync(ApiCall call, string venue) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        call.Account.Venues.Remove(Known(venue));
        events.PublishDisconnected(call.Account, Known(venue));
        return Status(call, venue);
    }));

    public override Task<IReadOnlyList<ConnectedVenue>> ListVenuesAsync(ApiCall call) => Task.FromResult<IReadOnlyList<ConnectedVenue>>(exchange.Scheduler.Enter(() =>
        Venues().Select(venue => new ConnectedVenue { Venue = venue, Connected = call.Account.Venues.Contains(venue) }).ToList()));

    public override Task<IReadOnlyList<ConnectedVenue>> ListVenuesAliasAsync(ApiCall call) => ListVenuesAsync(call);

    private static void RequireCredentials(string venue, VenueCredentialsBody body)
    {
        if (venue.Equals(Polymarket, StringComparison.OrdinalIgnoreCase))
        {
            if (body.ExtraJson is not JObject extra || string.IsNullOrEmpty((string?)extra["signer_private_key"]))
                throw RefusedException.Validation("extra_json.signer_private_key", "is required for polymarket.");
            return;
        }

        if (string.IsNullOrEmpty(body.ApiKey))
            throw RefusedException.Validation("api_key", $"is required for {venue}.");
        if (string.IsNullOrEmpty(body.ApiSecret))
            throw RefusedException.Validation("api_secret", $"is required for {venue}.");
    }

    private static JObject Status(ApiCall call, string venue) =>
        new JObject(new JProperty("venue", venue), new JProperty("connected", call.Account.Venues.Contains(venue)));

    private IEnumerable<string> Venues() =>
        exchange.Markets.All.Select(market => market.Venue).Concat(Documented).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);

    private string Known(string venue) => Venues().FirstOrDefault(known => known.Equals(venue, StringComparison.OrdinalIgnoreCase))
        ?? throw RefusedException.NotFound($"No venue is called '{venue}'; there are {string.Join(", ", Venues())}.");
}
