using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>The calls that change the paper account as a whole: made only when the owner asks for them.</summary>
internal sealed class AccountControl(Prober prober, Known known)
{
    /// <summary>The operations that it calls.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["createApiKey", "rotateApiKey", "revokeApiKey", "cancelAllOnVenue", "seedSandboxPositions", "putSandboxSettings", "resetSandbox"];

    public async Task RunAsync()
    {
        await KeysAsync().ConfigureAwait(false);
        await prober.RunAsync(new Call("cancelAllOnVenue") { With = { ["venue"] = known.Venue } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("seedSandboxPositions") { Body = Positions() }).ConfigureAwait(false);
        if (known.Settings is JObject settings)
            await prober.RunAsync(new Call("putSandboxSettings") { Body = settings }).ConfigureAwait(false);
        else
            prober.Of("putSandboxSettings").Skip("the settings could not be read, so that nothing is there to write back");
        await prober.RunAsync(new Call("resetSandbox")).ConfigureAwait(false);
    }

    /// <summary>Rotates and revokes the one key that it made itself.</summary>
    private async Task KeysAsync()
    {
        JToken? created = await prober.RunAsync(new Call("createApiKey")
        {
            Body = new JObject { ["label"] = "contract-probe", ["sandbox"] = true },
        }).ConfigureAwait(false);
        string? id = Pick.Text(created, "key_id");
        foreach (string operation in (string[])["rotateApiKey", "revokeApiKey"])
        {
            JToken? answer = await prober.RunAsync(new Call(operation)
            {
                With = { ["key_id"] = id ?? Known.NoSuchId },
                Expect = id is null ? Expectation.UnknownId : Expectation.Works,
            }).ConfigureAwait(false);
            id = Pick.Text(answer, "key_id") ?? id;
        }
    }

    private JObject Positions() => new()
    {
        ["positions"] = new JArray(new JObject
        {
            ["venue"] = known.Venue,
            ["kind"] = "crypto",
            ["symbol"] = known.Underlying,
            ["qty"] = 1m,
            ["entry_price_usd"] = known.Bid ?? 1m,
        }),
        ["replace"] = false,
    };
}
