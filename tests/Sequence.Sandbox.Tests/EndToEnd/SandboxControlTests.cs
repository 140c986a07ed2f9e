using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Rewriting the paper account.</summary>
public sealed class SandboxControlTests
{
    [Test]
    public async Task Seeded_rows_replace_everything_and_can_be_traded()
    {
        await using Trading trading = await Trading.StartAsync();
        await trading.Client.Positions().FetchAsync();
        SandboxPositionsResult written = await trading.Client.SandboxControl.SetPositionsAsync(
            [
                Row("coinbase", InstrumentKind.Crypto, "BTC", 2m, 70_000m),
                Row("polymarket", InstrumentKind.Crypto, "USDC", 10_000m),
                Row("kalshi", InstrumentKind.EventContract, "KXBTCZ-26DEC31-T99000", 100m, 0.40m),
                Row("hyperliquid", InstrumentKind.Perp, "BTC-USD-PERP", -0.5m, 92_000m),
                Row("coinbase", InstrumentKind.Fiat, "USD", 500m),
            ],
            replace: true);
        PositionsResponse seeded = await trading.Client.Positions().FetchAsync();
        SubmitResult submit = await trading.Client.Sell("BTC-USD", 0.5m).Venue("coinbase").SubmitAsync();
        OrderResponse sold = await trading.Client.WaitForOrderAsync(submit.NodeOrderId("order"), order => order.IsTerminal);
        PositionsResponse after = await trading.Client.Positions().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((written.Written, written.Deleted), Is.EqualTo((5, 16)));
            Assert.That(
                seeded.Positions.Select(row => $"{row.Venue} {row.Instrument.Symbol} {row.Qty} {row.EntryPriceUsd}"),
                Is.EquivalentTo(
                    [
                        "coinbase BTC 2 70000", "polymarket USDC 10000 1", "kalshi KXBTCZ-26DEC31-T99000:YES 100 0.4", "hyperliquid BTC-USD-PERP -0.5 92000",
                        "coinbase USD 500 1",
                    ]));
            Assert.That(sold.Status, Is.EqualTo(OrderStatus.Completed));
            Assert.That(after.Positions.Single(row => row.Instrument.Symbol == "BTC").Qty, Is.EqualTo(Qty.FromDecimal(1.5m)));
            Assert.That(after.Positions.Single(row => row.Instrument.Symbol == "USD").Qty, Is.GreaterThan(Qty.FromDecimal(20_000m)));
        }
    }

    [Test]
    public async Task Rows_without_replace_change_only_themselves()
    {
        await using Trading trading = await Trading.StartAsync();
        await trading.Client.SandboxControl.SetPositionsAsync([Row("kraken", InstrumentKind.Crypto, "ETH", 1m)]);
        SandboxPositionsResult again = await trading.Client.SandboxControl.SetPositionsAsync([Row("kraken", InstrumentKind.Crypto, "ETH", 3m, 2_000m)]);
        PositionsResponse positions = await trading.Client.Positions().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((again.Written, again.Deleted), Is.EqualTo((1, 0)));
            Assert.That(positions.Positions.Single(row => row.Instrument.Symbol == "ETH").Qty, Is.EqualTo(Qty.FromDecimal(3m)));
            Assert.That(positions.Positions.Count(row => row.Instrument.Symbol == "USD"), Is.EqualTo(6));
        }
    }

    [Test]
    public async Task A_reset_ends_orders_and_deposits_what_the_settings_say()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult bought = await trading.Client.Buy("BTC-USD", 1m).SubmitAsync();
        await trading.Client.WaitForOrderAsync(bought.NodeOrderId("order"), order => order.IsTerminal);
        SubmitResult resting = await trading.Client.Buy("BTC-USD", 1m).Venue("kraken").LimitPrice(60_000m).SubmitAsync();
        await trading.Client.WaitForOrderAsync(resting.NodeOrderId("order"), order => order.Status == OrderStatus.Accepted);
        await trading.Client.SandboxControl.PutSettingsAsync(JObject.Parse("""{"default_balance_usd": 1000000, "note": "mine"}"""));
        await trading.Client.SandboxControl.ResetAsync();
        JToken settings = await trading.Client.SandboxControl.GetSettingsAsync();
        PositionsResponse positions = await trading.Client.Positions().IncludeClosed().FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((decimal?)settings["default_balance_usd"], (string?)settings["note"]), Is.EqualTo(((decimal?)1_000_000m, "mine")));
            Assert.That(positions.Positions.Select(row => row.Instrument.Symbol), Is.All.StartsWith("USD"));
            Assert.That(positions.Positions.Select(row => row.AvailableQty), Is.All.EqualTo(Qty.FromDecimal(1_000_000m)));
            Assert.That((await trading.Client.GetOrderAsync(resting.NodeOrderId("order"))).Status, Is.EqualTo(OrderStatus.Cancelled));
        }
    }

    [Test]
    public async Task What_resting_orders_hold_cannot_be_taken_away()
    {
        await using Trading trading = await Trading.StartAsync();
        await trading.Client.SandboxControl.SetPositionsAsync([Row("coinbase", InstrumentKind.Crypto, "BTC", 2m, 70_000m)]);
        SubmitResult resting = await trading.Client.Sell("BTC-USD", 1.5m).Venue("coinbase").LimitPrice(200_000m).SubmitAsync();
        await trading.Client.WaitForOrderAsync(resting.NodeOrderId("order"), order => order.Status == OrderStatus.Accepted);
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(
            () => trading.Client.SandboxControl.SetPositionsAsync([Row("coinbase", InstrumentKind.Crypto, "BTC", 1m)]));
        Assert.That((refused!.Status, refused.Code), Is.EqualTo((409, "CONFLICT")));
    }

    [TestCase("""{"default_balance_usd": -1}""", "default_balance_usd")]
    [TestCase("""{"default_balance_usd": "many"}""", "default_balance_usd")]
    [TestCase("""{"default_balance_usd": 1e12}""", "default_balance_usd")]
    public async Task A_balance_that_cannot_be_is_refused(string settings, string field)
    {
        await using Trading trading = await Trading.StartAsync();
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.SandboxControl.PutSettingsAsync(JObject.Parse(settings)));
        Assert.That((refused!.Status, refused.Details.Single().Field), Is.EqualTo((422, field)));
    }

    [TestCase("GET", "/v1/sandbox/settings", null)]
    [TestCase("PUT", "/v1/sandbox/settings", "{}")]
    [TestCase("POST", "/v1/sandbox/reset", null)]
    [TestCase("POST", "/v1/sandbox/positions", """{"positions":[]}""")]
    public async Task A_live_key_is_forbidden(string verb, string path, string? body)
    {
        await using Trading trading = await Trading.StartAsync();
        using var http = new HttpClient { BaseAddress = trading.Exchange.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Headers.Add("Authorization", "Bearer seq_live_" + new string('a', 64));
        request.Content = body is null ? null : new StringContent(body);
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(403));
    }

    [TestCase(-1, "crypto", 0, "positions[0].qty")]
    [TestCase(1, "stock", 0, "positions[0].kind")]
    [TestCase(1, "perp", -1, "positions[0].entry_price_usd")]
    public async Task A_row_that_cannot_be_names_its_member(int qty, string kind, int entry, string field)
    {
        await using Trading trading = await Trading.StartAsync();
        using var http = new HttpClient { BaseAddress = trading.Exchange.BaseAddress };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + trading.Exchange.NewKey());
        var row = new JObject { ["venue"] = "kraken", ["kind"] = kind, ["symbol"] = "BTC", ["qty"] = qty, ["entry_price_usd"] = entry };
        using var content = new StringContent(new JObject { ["positions"] = new JArray(row) }.ToString());
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/sandbox/positions", UriKind.Relative), content);
        JObject error = JObject.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(((int)answer.StatusCode, (string?)error["error"]!["details"]![0]!["field"]), Is.EqualTo((422, field)));
    }

    private static SandboxPosition Row(string venue, InstrumentKind kind, string symbol, decimal qty, decimal? entry = null) =>
        new() { Venue = venue, Kind = kind, Symbol = symbol, Qty = qty, EntryPriceUsd = entry };
}
