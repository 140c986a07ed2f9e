using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Account;

[TestFixture]
public sealed class AccountAnswerTests
{
    private const string RawKey = "seq_test_0000000000000000000000000000000000000000000000000000000000000000";

    [Test]
    public async Task A_new_key_is_in_the_answer_but_not_in_its_text()
    {
        using var wire = new WireRecorder();

        ApiKeyCreated created = await wire.Client.ApiKeys.CreateAsync("my-paper-trading", sandbox: true);

        Assert.That((created.KeyId, created.ApiKey, created.Label, created.Sandbox), Is.EqualTo(("key_ab12", RawKey, "my-paper-trading", (bool?)true)));
        Assert.That(created.ToString(), Is.EqualTo("ApiKeyCreated(key_ab12)"));
    }

    [Test]
    public async Task A_new_key_under_another_name_is_not_lost()
    {
        using var wire = new WireRecorder();
        wire.Answer("rotateApiKey", $$"""{"key_id": "key_ab12", "key": "{{RawKey}}"}""");

        ApiKeyCreated rotated = await wire.Client.ApiKeys.RotateAsync("key_ab12");

        Assert.That(rotated.AdditionalProperties["key"], Is.EqualTo(RawKey));
        Assert.That(rotated.ToString(), Does.Not.Contain("seq_test_"));
    }

    [Test]
    public async Task A_new_key_in_an_unreadable_answer_is_not_shown()
    {
        using var wire = new WireRecorder();
        wire.Answer("createApiKey", $$"""{"key_id": ["{{RawKey}}"]}""");

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(
            () => wire.Client.ApiKeys.CreateAsync("desk", sandbox: true)))!;

        Assert.That(error.BodySnippet + error, Does.Not.Contain(RawKey));
    }

    [TestCase("""[{"key_id": "key_ab12"}]""")]
    [TestCase("""{"api_keys": [{"key_id": "key_ab12"}]}""")]
    public async Task Keys_are_read_bare_and_wrapped(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("listApiKeys", body);

        ApiKeyInfo key = (await wire.Client.ApiKeys.ListAsync()).Single();

        Assert.That((key.KeyId, key.Label, key.Sandbox), Is.EqualTo(("key_ab12", (string?)null, (bool?)null)));
    }

    [Test]
    public async Task Wallets_are_read_as_documented()
    {
        using var wire = new WireRecorder();
        wire.Answer("listWallets", """
            {"wallets": [{"wallet_id": "turnkey:0x7f3a", "address": "0x7f3a", "role": "trading",
                          "signer_backend": "turnkey", "status": "ready", "can_trade_api": true}]}
            """);

        Wallet wallet = (await wire.Client.Wallets.ListAsync()).Single();

        Assert.That((wallet.WalletId, wallet.Address, wallet.CanTradeApi), Is.EqualTo(("turnkey:0x7f3a", "0x7f3a", true)));
        Assert.That((wallet.Role, wallet.SignerBackend, wallet.Status), Is.EqualTo((WalletRole.Trading, SignerBackend.Turnkey, WalletStatus.Ready)));
    }

    [Test]
    public async Task A_withdrawal_keeps_its_text_amount()
    {
        using var wire = new WireRecorder();

        await wire.Client.Wallets.WithdrawAsync(Json.Parse("""{"amount": "25.10"}"""));

        Assert.That((string?)wire.Request.Body!["amount"], Is.EqualTo("25.10"));
    }
}
