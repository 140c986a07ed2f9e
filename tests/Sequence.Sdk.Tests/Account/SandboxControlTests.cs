using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Account;

[TestFixture]
public sealed class SandboxControlTests
{
    private const string TestKey = "seq_test_0123456789abcdef";

    private static readonly SandboxPosition[] Documented =
    [
        new() { Venue = "polymarket", Kind = InstrumentKind.Crypto, Symbol = "USDC", Qty = 10000.0m },
        new() { Venue = "kalshi", Kind = InstrumentKind.EventContract, Symbol = "KXMARKET-FOO:YES", Qty = 100m, EntryPriceUsd = 0.40m },
        new() { Venue = "hyperliquid", Kind = InstrumentKind.Perp, Symbol = "BTC-USD-PERP", Qty = -0.5m, EntryPriceUsd = 92000.0m },
    ];

    private static IEnumerable<WireVerb> Verbs =>
    [
        new("SetPositions", c => c.SandboxControl.SetPositionsAsync(Documented)),
        new("SetPositions_replace", c => c.SandboxControl.SetPositionsAsync([], replace: true)),
        new("Reset", c => c.SandboxControl.ResetAsync()),
        new("GetSettings", c => c.SandboxControl.GetSettingsAsync()),
        new("PutSettings", c => c.SandboxControl.PutSettingsAsync(JObject.Parse("""{"default_balance_usd": 1000000}"""))),
    ];

    private static IEnumerable<RefusedCall> Refused =>
    [
        new("no rows", "positions", c => c.SandboxControl.SetPositionsAsync([])),
        new("null rows", "positions", c => c.SandboxControl.SetPositionsAsync(null!, replace: true)),
        new("a null row", "positions[1]", c => c.SandboxControl.SetPositionsAsync([Documented[0], null!])),
        Row("no venue", "Venue", r => r.Venue = ""),
        Row("no kind", "Kind", r => r.Kind = default),
        Row("no symbol", "Symbol", r => r.Symbol = " "),
        Row("a negative balance", "Qty", r => r.Qty = -1m),
        Row("a negative price", "EntryPriceUsd", r => r.EntryPriceUsd = -0.01m),
        new("no settings", "settings", c => c.SandboxControl.PutSettingsAsync(null!)),
        new("a list of settings", "settings", c => c.SandboxControl.PutSettingsAsync(new JArray())),
    ];

    [TestCaseSource(nameof(Verbs))]
    public async Task A_verb_sends_its_request(WireVerb verb)
    {
        using var wire = new WireRecorder();
        using SequenceClient client = wire.NewClient(new SequenceClientOptions(), TestKey);

        await verb.CallAsync(client);

        wire.MatchSnapshot();
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task A_live_key_is_refused_before_anything_is_sent(WireVerb verb)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => verb.CallAsync(wire.Client)))!;

        Assert.That(error.Field, Is.EqualTo("key"));
        Assert.That(error.Message, Does.Contain("seq_test_").And.Not.Contain(WireRecorder.Key));
        Assert.That(wire.Requests, Is.Empty);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Bad_input_is_refused_before_anything_is_sent(RefusedCall call)
    {
        using var wire = new WireRecorder();
        using SequenceClient client = wire.NewClient(new SequenceClientOptions(), TestKey);

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => call.CallAsync(client)))!;

        Assert.That(error.Field, Is.EqualTo(call.Field));
        Assert.That(wire.Requests, Is.Empty);
    }

    [Test]
    public async Task The_answer_counts_what_was_written_and_dropped()
    {
        using var wire = new WireRecorder();
        using SequenceClient client = wire.NewClient(new SequenceClientOptions(), TestKey);
        wire.Answer("seedSandboxPositions", """{"written": 4, "deleted": 7}""");

        SandboxPositionsResult result = await client.SandboxControl.SetPositionsAsync(Documented, replace: true);

        Assert.That((result.Written, result.Deleted), Is.EqualTo((4, 7)));
    }

    private static RefusedCall Row(string name, string member, Action<SandboxPosition> damage)
    {
        var row = new SandboxPosition { Venue = "kalshi", Kind = InstrumentKind.EventContract, Symbol = "KXMARKET-FOO:YES", Qty = 1m };
        damage(row);
        return new RefusedCall(name, $"positions[0].{member}", c => c.SandboxControl.SetPositionsAsync([row]));
    }
}
