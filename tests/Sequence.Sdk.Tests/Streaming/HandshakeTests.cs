using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;
using Snapshooter.NUnit;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>The request that opens each WebSocket of the contract.</summary>
internal sealed class HandshakeTests : StreamFixture
{
    [TestCase("openStream")]
    [TestCase("openNewMarketsStream")]
    [TestCase("openResolvedMarketsStream")]
    public async Task The_opening_handshake_is_recorded(string operation)
    {
        await OpenAsync(operation);
        Assert.That(Server.Handshakes, Has.Count.EqualTo(1));
        RecordedRequest request = Server.Handshakes.Single();
        Assert.That(request.ToString(), Does.Not.Contain(Key));
        Snapshot.Match(new JArray(request.ToJson()).ToString(Formatting.Indented) + "\n");
    }

    private async Task OpenAsync(string operation)
    {
        switch (operation)
        {
            case "openStream":
                await ConnectAsync(Client.Stream("BTC-USD"));
                break;
            case "openNewMarketsStream":
                Keep(await Client.StreamNewMarketsAsync(Patience));
                break;
            default:
                Keep(await Client.StreamResolvedMarketsAsync(Patience));
                break;
        }
    }
}
