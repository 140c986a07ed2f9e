using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Account;

[TestFixture]
public sealed class AccountWireTests
{
    private static IEnumerable<WireVerb> Verbs =>
    [
        new("ApiKeys_Create", c => c.ApiKeys.CreateAsync("my-paper-trading", sandbox: true)),
        new("ApiKeys_Create_live", c => c.ApiKeys.CreateAsync("desk", sandbox: false)),
        new("ApiKeys_List", c => c.ApiKeys.ListAsync()),
        new("ApiKeys_Rotate", c => c.ApiKeys.RotateAsync("key_ab12")),
        new("ApiKeys_Delete", c => c.ApiKeys.DeleteAsync("key/ab12")),
        new("Wallets_List", c => c.Wallets.ListAsync()),
        new("Wallets_GetTrading", c => c.Wallets.GetTradingAsync()),
        new("Wallets_CreateTrading", c => c.Wallets.CreateTradingAsync()),
        new("Wallets_Withdraw", c => c.Wallets.WithdrawAsync(JObject.Parse("""{"asset": "USDC", "amount": "25.00"}"""))),
    ];

    private static IEnumerable<RefusedCall> Refused =>
    [
        new("a key without label", "label", c => c.ApiKeys.CreateAsync("", sandbox: true)),
        new("no key to rotate", "keyId", c => c.ApiKeys.RotateAsync("")),
        new("a rotation out of its path", "keyId", c => c.ApiKeys.RotateAsync("..")),
        new("a raw key to rotate", "keyId", c => c.ApiKeys.RotateAsync("seq_live_feedfeed")),
        new("no key to revoke", "keyId", c => c.ApiKeys.DeleteAsync(" ")),
        new("a revocation out of its path", "keyId", c => c.ApiKeys.DeleteAsync(".")),
        new("a raw key to revoke", "keyId", c => c.ApiKeys.DeleteAsync("seq_test_feedfeed")),
        new("no withdrawal", "withdrawal", c => c.Wallets.WithdrawAsync(null!)),
        new("a number as a withdrawal", "withdrawal", c => c.Wallets.WithdrawAsync(25)),
    ];

    [TestCaseSource(nameof(Verbs))]
    public async Task A_verb_sends_its_request(WireVerb verb)
    {
        using var wire = new WireRecorder();

        await verb.CallAsync(wire.Client);

        wire.MatchSnapshot();
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Bad_input_is_refused_before_anything_is_sent(RefusedCall call)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => call.CallAsync(wire.Client)))!;

        Assert.That(error.Field, Is.EqualTo(call.Field));
        Assert.That(error.Message, Does.Not.Contain("feedfeed"));
        Assert.That(wire.Requests, Is.Empty);
    }
}
