using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>The fee of Kalshi wherever one is shown, for 10 contracts at 0.41: 0.07 x 10 x 0.41 x 0.59 = 0.16933, so 0.17.</summary>
public sealed class KalshiFeeTests : ExchangeTest
{
    private const string Ticker = "KXFEE-27JAN01-T1";

    private VenueMarket _yes = null!;

    [SetUp]
    public void Quote()
    {
        var listed = Exchange.Scheduler.Enter(() => Exchange.Markets.Find("kalshi", "KXBTCZ-26DEC31-T99000:YES")!.Instrument);
        _yes = Exchange.Scheduler.Enter(() => Exchange.Markets.List("kalshi", listed with { Symbol = Ticker + ":YES", Base = Ticker + ":YES" }));
    }

    [Test]
    public async Task One_fill_of_ten()
    {
        Place(_yes, BookSide.Ask, 0.41m, 10m);
        decimal previewed = (decimal)(await PreviewAsync())["estimated_fee_bps"]!;
        await BuyAsync();
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        Assert.That((long)fill["fee_usd_1e9"]!, Is.EqualTo(170_000_000));
        Assert.That(previewed, Is.EqualTo(Math.Round(0.17m / 4.1m * 10_000m, 4)), "the preview shows what the fill pays");
        await AssertShownAsync(170_000_000, 4_100_000_000);
    }

    [Test]
    public async Task Ten_fills_of_one()
    {
        for (int i = 0; i < 10; i++)
            Place(_yes, BookSide.Ask, 0.41m, 1m);
        await BuyAsync();
        JToken fills = (await GetAsync("/v1/fills"))["fills"]!;
        Assert.That(fills.Count(), Is.EqualTo(10));
        Assert.That(fills.Sum(fill => (long)fill["fee_usd_1e9"]!), Is.EqualTo(170_000_000), "the rounding is paid once");
        Assert.That(fills.Select(fill => (long)fill["fee_usd_1e9"]! % 10_000_000), Is.All.Zero, "whole cents");
        await AssertShownAsync(170_000_000, 4_100_000_000);
    }

    [Test]
    public async Task Two_prices_of_one_order()
    {
        Place(_yes, BookSide.Ask, 0.41m, 3m);
        Place(_yes, BookSide.Ask, 0.42m, 7m);
        decimal previewed = (decimal)(await PreviewAsync())["estimated_fee_bps"]!;
        await BuyAsync();
        // 0.050799 + 0.119364 = 0.170163
        Assert.That((await GetAsync("/v1/fills"))["fills"]!.Sum(fill => (long)fill["fee_usd_1e9"]!), Is.EqualTo(180_000_000));
        Assert.That(previewed, Is.EqualTo(Math.Round(0.18m / 4.17m * 10_000m, 4)));
    }

    [Test]
    public async Task Two_orders_pay_the_rounding_twice()
    {
        Place(_yes, BookSide.Ask, 0.41m, 10m);
        await BuyAsync(5);
        await BuyAsync(5);
        Assert.That((await GetAsync("/v1/fills"))["fills"]!.Select(fill => (long)fill["fee_usd_1e9"]!), Is.EqualTo([90_000_000, 90_000_000]), "0.084665 each");
    }

    [Test]
    public async Task A_maker_pays_nothing()
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{Ticker}}", "side": "buy", "qty": 10, "price": 0.41}""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Place(_yes, BookSide.Ask, 0.41m, 10m);
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        Assert.That((long)fill["fee_usd_1e9"]!, Is.Zero);
    }

    [TestCase("0.43", "FAILED")]
    [TestCase("0.4401", "COMPLETED")]
    public async Task The_rounding_is_paid_out_of_cash_that_is_there(string cash, string status)
    {
        // A contract costs 0.43 with its rounded fee, 0.426933 before; the cent of the rounding is kept back.
        Place(_yes, BookSide.Ask, 0.41m, 10m);
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions", $$"""{"positions": [{"venue": "kalshi", "kind": "fiat", "symbol": "USD", "qty": {{cash}} }]}""");
        await BuyAsync(1);
        Assert.That((string?)(await GetAsync("/v1/orders"))["orders"]!.Single()["status"], Is.EqualTo(status));
        Assert.That((long)(await GetAsync("/v1/positions?venues=kalshi&kinds=fiat"))["positions"]!.Single()["qty_1e8"]!, Is.GreaterThanOrEqualTo(0));
    }

    private async Task<JToken> PreviewAsync() => await SendAsync(
        HttpMethod.Post, "/v1/orders/preview", $$"""{"symbol": "{{Ticker}}", "side": "buy", "order_type": "market", "qty": 10}""");

    private async Task BuyAsync(int contracts = 10)
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{Ticker}}", "side": "buy", "qty": {{contracts}} }""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task AssertShownAsync(long fee, long notional)
    {
        JToken order = (await GetAsync("/v1/orders"))["orders"]!.Single();
        Assert.That((long)order["tca"]!["fees_usd_1e9"]!, Is.EqualTo(fee));
        JToken position = (await GetAsync("/v1/positions?venues=kalshi&kinds=event_contract"))["positions"]!.Single();
        Assert.That((long)position["fees_usd_1e9"]!, Is.EqualTo(fee));
        JToken cash = (await GetAsync("/v1/positions?venues=kalshi&kinds=fiat"))["positions"]!.Single();
        Assert.That((long)cash["current_value_usd_1e9"]!, Is.EqualTo(1_000_000_000_000_000_000 - notional - fee));
        Assert.That((long)(await GetAsync("/v1/execution/summary"))["fees_usd_1e9"]!, Is.EqualTo(fee));
    }
}
