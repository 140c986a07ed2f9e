using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class WalletTests : ExchangeTest
{
    private const string Create = "/v1/wallets/trading/create-turnkey";
    private const string Withdraw = "/v1/wallets/withdraw";

    [Test]
    public async Task An_account_has_no_wallet_until_it_asks_for_one()
    {
        Assert.That((await GetAsync("/v1/wallets"))["wallets"], Is.Empty);
        await FailAsync(HttpMethod.Get, "/v1/wallets/trading", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Get, "/v1/wallets/default", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_wallet_is_provisioned_and_then_ready_on_the_clock_of_the_exchange()
    {
        JToken created = await SendAsync(HttpMethod.Post, Create, "{}");
        JToken early = await GetAsync("/v1/wallets/trading");
        Time.Advance(TimeSpan.FromSeconds(3));
        JToken ready = await GetAsync("/v1/wallets/default");
        JToken again = await SendAsync(HttpMethod.Post, Create, "{}");

        Assert.That((string?)ready["wallet_id"], Does.Match("^turnkey:0x[0-9a-f]{40}$"));
        Assert.That(new[] { created, early, ready, again }.Select(wallet => (string?)wallet["status"]), Is.EqualTo(["provisioning", "provisioning", "ready", "ready"]));
        Assert.That(new[] { created, early, again }.Select(wallet => wallet["wallet_id"]), Has.All.EqualTo(ready["wallet_id"]));
        Assert.That(((bool)early["can_trade_api"]!, (bool)ready["can_trade_api"]!), Is.EqualTo((false, true)));
        Assert.That(JToken.DeepEquals((await GetAsync("/v1/wallets"))["wallets"]!.Single(), ready));
    }

    [Test]
    public async Task A_withdrawal_takes_cash_off_the_paper_account()
    {
        await MakeWalletAsync();
        JToken answer = await SendAsync(HttpMethod.Post, Withdraw, """{"asset": "USD", "amount": "999999999.5", "venue": "coinbase"}""");

        Assert.That((string?)answer["status"], Is.EqualTo("submitted"));
        Assert.That(await QuantityAsync("coinbase", "USD"), Is.EqualTo(50_000_000));
        Assert.That(await QuantityAsync("kraken", "USD"), Is.EqualTo(100_000_000_000_000_000));
    }

    [Test]
    public async Task A_withdrawal_without_a_venue_finds_one_that_has_enough_also_of_a_coin()
    {
        await MakeWalletAsync();
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions",
            """{"positions": [{"venue": "coinbase", "kind": "crypto", "symbol": "BTC", "qty": 10}, {"venue": "kraken", "kind": "crypto", "symbol": "BTC", "qty": 100}], "replace": true}""");
        JToken answer = await SendAsync(HttpMethod.Post, Withdraw, """{"asset": "BTC", "amount": 25.5}""");

        Assert.That((string?)answer["venue"], Is.EqualTo("kraken"));
        Assert.That(await QuantityAsync("kraken", "BTC"), Is.EqualTo(7_450_000_000));
    }

    [Test]
    public async Task What_resting_orders_hold_cannot_leave()
    {
        await MakeWalletAsync();
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions",
            """{"positions": [{"venue": "coinbase", "kind": "fiat", "symbol": "USD", "qty": 100}], "replace": true}""");
        await SendAsync(HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 5, "price": 10, "venue": "coinbase"}""");

        JToken error = await FailAsync(HttpMethod.Post, Withdraw, HttpStatusCode.UnprocessableEntity, """{"asset": "USD", "amount": "60"}""");
        await SendAsync(HttpMethod.Post, Withdraw, """{"asset": "USD", "amount": "40"}""");

        Assert.That((string?)error["details"]![0]!["message"], Does.StartWith("INSUFFICIENT_BALANCE"));
    }

    [TestCase("""{"asset": "USD", "amount": "1000000001"}""", "amount", "INSUFFICIENT_BALANCE")]
    [TestCase("""{"asset": "USD", "amount": "1", "venue": "nowhere"}""", "amount", "INSUFFICIENT_BALANCE")]
    [TestCase("""{"asset": "USD", "amount": "1", "wallet_id": "turnkey:0x1"}""", "wallet_id", "NO_TRADING_WALLET")]
    [TestCase("""{"asset": "USD", "amount": "-1"}""", "amount", "must be")]
    [TestCase("""{"asset": "USD", "amount": "0"}""", "amount", "must be more than 0")]
    [TestCase("""{"asset": "USD", "amount": "much"}""", "amount", "must be")]
    [TestCase("""{"asset": "USD"}""", "amount", "must be")]
    [TestCase("""{"amount": "1"}""", "asset", "must be")]
    public async Task A_withdrawal_that_cannot_be_is_422_with_the_reason_and_moves_nothing(string body, string field, string reason)
    {
        await MakeWalletAsync();
        JToken before = (await GetAsync("/v1/positions"))["positions"]!;
        JToken error = await FailAsync(HttpMethod.Post, Withdraw, HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
        Assert.That((string?)error["details"]![0]!["message"], Does.StartWith(reason));
        Assert.That(JToken.DeepEquals((await GetAsync("/v1/positions"))["positions"], before));
    }

    [Test]
    public async Task Without_a_ready_wallet_nothing_leaves()
    {
        const string Body = """{"asset": "USD", "amount": "1"}""";
        JToken none = await FailAsync(HttpMethod.Post, Withdraw, HttpStatusCode.UnprocessableEntity, Body);
        await SendAsync(HttpMethod.Post, Create, "{}");
        JToken early = await FailAsync(HttpMethod.Post, Withdraw, HttpStatusCode.UnprocessableEntity, Body);

        Assert.That((string?)none["details"]![0]!["message"], Does.StartWith("NO_TRADING_WALLET"));
        Assert.That((string?)early["details"]![0]!["message"], Does.StartWith("TRADING_WALLET_NOT_READY"));
    }

    private async Task MakeWalletAsync()
    {
        await SendAsync(HttpMethod.Post, Create, "{}");
        Time.Advance(TimeSpan.FromSeconds(3));
    }

    private async Task<long> QuantityAsync(string venue, string symbol) => (long)(await GetAsync("/v1/positions"))["positions"]!
        .Single(row => (string?)row["venue"] == venue && (string?)row["instrument"]!["symbol"] == symbol)["qty_1e8"]!;
}
