namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    public static TwinTable Connect => new()
    {
        { "connect_venue('kraken','k','s')", c => c.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("k", "s")) },
        { "connect_venue('okx','k','s',passphrase='p')", c => c.ConnectVenueAsync("okx", VenueCredentials.ApiKey("k", "s", "p")) },
        { "connect_venue('polymarket','','',extra_json={...})", c => c.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0x1", "0x2")) },
        { "disconnect_venue('kraken')", c => c.DisconnectVenueAsync("kraken") },
        { "venues()", c => c.GetVenuesAsync() },
        { "health()", c => c.IsHealthyAsync() },
    };
}
