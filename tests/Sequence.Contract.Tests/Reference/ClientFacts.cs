using System.Reflection;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Opening a client, its errors, and level 0.</summary>
internal static class ClientFacts
{
    private static readonly VenueCredentials Key = VenueCredentials.ApiKey("k", "s");

    public static IEnumerable<Fact> All =>
    [
        Is("Sequence::new(api_key)", () => typeof(SequenceClient).GetConstructors().Any(c => c.GetParameters()[0].ParameterType == typeof(string)), true),
        Is(".base_url(&str)", () => new SequenceClientOptions { BaseAddress = new Uri("http://localhost:50052") }.BaseAddress.Port, 50052),
        Is("the default address is https://api.sequencemkts.com", () => new SequenceClientOptions().BaseAddress.ToString(), "https://api.sequencemkts.com/"),
        Is("the timeout is 30 s", () => new SequenceClientOptions().Timeout, TimeSpan.FromSeconds(30)),
        new Fact("Authorization: Bearer on every call", async () =>
        {
            using RecordedCalls calls = new("[]");
            await using SequenceClient client = calls.NewClient();
            await client.GetSymbolsAsync();
            return calls.Requests[0].Authorization == "Bearer seq_live_0123456789abcdef" ? null : $"it is {calls.Requests[0].Authorization}";
        }),
        Is("clones are cheap", () => typeof(SequenceClient).GetMethod("Clone") is not null, true).Differs("One client serves all threads and is shared, so there is nothing to clone."),

        .. Members<SequenceApiException>("SequenceError::Api.", "status: u16 = Status", "message: String = Message"),
        Is("SequenceError::Api has a code from the envelope", () => new SequenceApiException(404, "NOT_FOUND", "m").Code, "NOT_FOUND"),
        Type("SequenceError::Network", typeof(SequenceNetworkException)),
        .. Members<SequenceDeserializationException>("SequenceError::Deserialize.", "0: String = BodySnippet"),
        .. Members<SequenceValidationException>("SequenceError::Validation.", "0: String = Message"),
        .. Members<SequenceCapabilityMissingException>("SequenceError::CapabilityMissing.", "verb: String = Verb", "venue: String = Venue", "reason: String = Reason"),
        Is("one error type for every method", () => typeof(SequenceClient).Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Exception)) && t != typeof(SequenceException) && !t.IsSubclassOf(typeof(OperationCanceledException)))
            .All(t => t.IsSubclassOf(typeof(SequenceException))), true),
        Rejects("Validation comes before the call", c => c.AmendAsync("graph:g:order:1")),

        .. Methods<SequenceClient>(
            "",
            "connect_venue(venue: &str, credentials: VenueCredentials) -> () = ConnectVenueAsync",
            "disconnect_venue(venue: &str) -> () = DisconnectVenueAsync",
            "venues() -> Vec<ConnectedVenue> = GetVenuesAsync",
            "health() -> bool = IsHealthyAsync"),
        Sends("connect_venue posts to /v1/credentials/{venue}", c => c.ConnectVenueAsync("okx", Key), "POST /v1/credentials/okx", ("api_key", "k"), ("api_secret", "s")),
        Sends("VenueCredentials.passphrase is optional: absent", c => c.ConnectVenueAsync("okx", Key), "POST /v1/credentials/okx", ("passphrase", null)),
        Sends("VenueCredentials.passphrase is optional: sent", c => c.ConnectVenueAsync("okx", VenueCredentials.ApiKey("k", "s", "p")), "POST /v1/credentials/okx", ("passphrase", "p")),
        Sends("VenueCredentials.extra_json is optional: absent", c => c.ConnectVenueAsync("okx", Key), "POST /v1/credentials/okx", ("extra_json", null)),
        Sends(
            "VenueCredentials.extra_json with any venue", c => c.ConnectVenueAsync("newvenue", VenueCredentials.ApiKey("k", "s", extra: new JObject { ["vault"] = "v" })),
            "POST /v1/credentials/newvenue", ("extra_json.vault", "v"), ("api_key", "k")),
        Sends(
            "VenueCredentials.extra_json without a key", c => c.ConnectVenueAsync("newvenue", VenueCredentials.Custom(new JObject { ["signer"] = "x" })),
            "POST /v1/credentials/newvenue", ("extra_json.signer", "x"), ("api_key", ""), ("api_secret", "")),
        Sends("Kalshi: the key id and the PEM", c => c.ConnectVenueAsync("kalshi", VenueCredentials.Kalshi("id", "-----BEGIN RSA PRIVATE KEY-----\nx")), "POST /v1/credentials/kalshi", ("api_key", "id"), ("extra_json", null)),
        Sends(
            "Polymarket: the signer stands in extra_json, key and secret are empty", c => c.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0x1", "0x2", "0x3")), "POST /v1/credentials/polymarket",
            ("api_key", ""), ("api_secret", ""), ("extra_json.signer_private_key", "0x1"), ("extra_json.proxy_address", "0x2"), ("extra_json.builder", "0x3")),
        Sends("Polymarket: proxy_address and builder are optional", c => c.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0x1")), "POST /v1/credentials/polymarket", ("extra_json.proxy_address", null), ("extra_json.builder", null)),
        Sends("disconnect_venue deletes /v1/credentials/{venue}", c => c.DisconnectVenueAsync("okx"), "DELETE /v1/credentials/okx"),
        .. Fields<ConnectedVenue>("ConnectedVenue", "venue: String", "connected: bool"),
        Sends("health reads /v1/health/live", c => c.IsHealthyAsync(), "GET /v1/health/live"),
        new Fact("health sends no key", async () =>
        {
            using RecordedCalls calls = new();
            await using SequenceClient client = calls.NewClient();
            await client.IsHealthyAsync();
            return calls.Requests[0].Authorization is null ? null : "it does";
        }),
        Answers("health is true on any 2xx", "<html>", async c => await c.IsHealthyAsync(), true),
        Is("the credentials' members are public", () => typeof(VenueCredentials).GetProperty("ApiSecret", BindingFlags.Public | BindingFlags.Instance) is not null, true)
            .Differs("Credentials come from a factory for each kind of venue, and a secret that went in never comes out."),
    ];
}
