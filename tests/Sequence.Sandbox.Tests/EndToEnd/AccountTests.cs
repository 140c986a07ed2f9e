using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Keys, wallets and backtests by the methods of the SDK.</summary>
public sealed class AccountTests
{
    [Test]
    public async Task A_key_that_was_made_works_until_it_is_rotated_or_revoked()
    {
        await using Trading trading = await Trading.StartAsync();
        ApiKeyCreated created = await trading.Client.ApiKeys.CreateAsync("second", sandbox: true);
        await using SequenceClient second = Trading.ClientOf(trading.Exchange, created.ApiKey!);
        JToken account = await second.GetAccountAsync();
        ApiKeyCreated rotated = await trading.Client.ApiKeys.RotateAsync(created.KeyId);
        SequenceApiException? old = await Assert.ThrowsAsync<SequenceApiException>(async () => await second.GetAccountAsync());
        await using SequenceClient third = Trading.ClientOf(trading.Exchange, rotated.ApiKey!);
        await third.GetAccountAsync();
        await third.ApiKeys.DeleteAsync(rotated.KeyId);
        SequenceApiException? revoked = await Assert.ThrowsAsync<SequenceApiException>(async () => await third.GetAccountAsync());

        Assert.That(account["client_id"], Is.EqualTo((await trading.Client.GetAccountAsync())["client_id"]));
        Assert.That((old!.Status, revoked!.Status), Is.EqualTo((401, 401)));
        Assert.That((await trading.Client.ApiKeys.ListAsync()).Single().Sandbox, Is.True);
    }

    [Test]
    public async Task A_wallet_is_made_and_withdrawn_from()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = time });
        await trading.Client.Wallets.CreateTradingAsync();
        WalletStatus early = (await trading.Client.Wallets.GetTradingAsync()).Status;
        time.Advance(TimeSpan.FromSeconds(3));
        Wallet wallet = (await trading.Client.Wallets.ListAsync()).Single();
        JToken withdrawal = await trading.Client.Wallets.WithdrawAsync(new JObject { ["asset"] = "USD", ["amount"] = "25.00", ["wallet_id"] = wallet.WalletId });

        Assert.That((early, wallet.Status, wallet.Role), Is.EqualTo((WalletStatus.Provisioning, WalletStatus.Ready, WalletRole.Trading)));
        Assert.That((string?)withdrawal["status"], Is.EqualTo("submitted"));
    }

    [Test]
    public async Task A_backtest_gives_its_results_when_it_is_completed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = time });
        time.Advance(TimeSpan.FromMinutes(10));
        string id = (string)(await trading.Client.Backtests.StartAsync(new JObject { ["symbols"] = new JArray("BTC-USD") }))["job_id"]!;
        SequenceApiException? early = await Assert.ThrowsAsync<SequenceApiException>(async () => await trading.Client.Backtests.GetResultsAsync(id));
        time.Advance(TimeSpan.FromSeconds(3));
        JToken results = await trading.Client.Backtests.GetResultsAsync(id);

        Assert.That((early!.Status, (string?)(await trading.Client.Backtests.GetAsync(id))["status"]), Is.EqualTo((409, "completed")));
        Assert.That((int)results["symbols"]![0]!["trades"]!, Is.EqualTo(trading.Exchange.Tape.Count(trade => trade.Symbol == "BTC-USD")).And.Positive);
    }
}
