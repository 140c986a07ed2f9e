using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Connect;

/// <summary>What each verb of Connect puts on the wire, kept as snapshots.</summary>
[TestFixture]
public sealed class ConnectWireTests
{
    private static readonly Dictionary<string, Func<SequenceClient, Task>> Verbs = new()
    {
        ["health"] = c => c.IsHealthyAsync(),
        ["health_report"] = c => c.GetHealthAsync(),
        ["venues"] = c => c.GetVenuesAsync(),
        ["disconnect"] = c => c.DisconnectVenueAsync("dex_ethereum"),
        ["connect_with_key_and_secret"] = c => c.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("key", "secret")),
        ["connect_with_passphrase"] = c => c.ConnectVenueAsync("okx", VenueCredentials.ApiKey("key", "secret", "passphrase")),
        ["connect_kalshi"] = c => c.ConnectVenueAsync(
            "kalshi", VenueCredentials.Kalshi("7d0b4c1e-8f53-4b5e-9a55-6f0b6a0a5c11", "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n")),
        ["connect_polymarket"] = c => c.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0xa1", "0xb2", "0xc3")),
        ["connect_polymarket_with_the_signer_alone"] = c => c.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0xa1")),
        ["connect_hyperliquid"] = c => c.ConnectVenueAsync("hyperliquid", VenueCredentials.Hyperliquid("0xa1", "b2c3")),
        ["connect_hyperliquid_for_a_vault"] = c => c.ConnectVenueAsync("Hyperliquid", VenueCredentials.Hyperliquid("0xa1", "b2c3", "0xd4")),
    };

    private static IEnumerable<string> Names => Verbs.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Sends(string verb)
    {
        using var wire = new WireRecorder();
        await Verbs[verb](wire.Client);
        wire.MatchSnapshot();
    }
}
