using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>The operations that the contract calls aliases: the public API sends what they stand for, and these show that the generated clients know them too.</summary>
[TestFixture]
public sealed class AliasWireTests
{
    private static readonly Dictionary<string, Func<RawClients, CancellationToken, Task>> Aliases = new()
    {
        ["putVenueCredentials"] = (raw, token) => raw.Connect.PutVenueCredentialsAsync("kraken", VenueCredentials.ApiKey("key", "secret").ToBody(), token),
        ["listVenuesAlias"] = (raw, token) => raw.Connect.ListVenuesAliasAsync(token),
        ["getPositionsUnified"] = (raw, token) => raw.See.GetPositionsUnifiedAsync(cancellationToken: token),
        ["getTcaAlias"] = (raw, token) => raw.Monitor.GetTcaAliasAsync(cancellationToken: token),
        ["putKillSwitch"] = (raw, token) => raw.See.PutKillSwitchAsync(new KillSwitchBody { Reason = "drill" }, token),
        ["getDefaultWallet"] = (raw, token) => raw.Account.GetDefaultWalletAsync(token),
    };

    private static IEnumerable<string> Names => Aliases.Keys;

    [Test]
    public void Every_alias_of_the_contract_is_here() => Assert.That(Names, Is.EquivalentTo(
        from operation in ContractExamples.Contract["paths"]!.Children<JProperty>().SelectMany(path => path.Value.Children<JProperty>()).Select(verb => verb.Value).OfType<JObject>()
        where operation["x-alias-of"] is not null
        select operation.Value<string>("operationId")));

    [TestCaseSource(nameof(Names))]
    public async Task Sends(string alias)
    {
        using var wire = new WireRecorder();
        using var transport = new SequenceTransport(WireRecorder.Key, wire.On(new SequenceClientOptions { MaxRetries = 0 }));
        await transport.CallAsync(
            async (raw, token) =>
            {
                await Aliases[alias](raw, token);
                return true;
            },
            CancellationToken.None);
        wire.MatchSnapshot();
    }
}
