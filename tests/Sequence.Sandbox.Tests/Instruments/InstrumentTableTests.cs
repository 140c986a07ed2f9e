using System.Globalization;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Tests;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>The table of instruments in docs/sandbox.md, and one refused order for each rule; both are printed.</summary>
public sealed class InstrumentTableTests : ExchangeTest
{
    [Test]
    public void The_documented_table_is_what_is_listed()
    {
        IEnumerable<string> rows = DefaultListings.All.Where(listing => !listing.Instrument.Symbol.EndsWith(":NO", StringComparison.Ordinal)).Select(Row);
        string table = string.Join('\n', rows.Prepend("|---|---|---|---|---|---|---|---|").Prepend("| symbol | venue | tick | lot | minimum | minimum notional | taker fee | maker fee |"));
        TestContext.Out.WriteLine(table);
        string page = Repository.Read("docs/sandbox.md").ReplaceLineEndings("\n");
        Assert.That(page.Contains(table, StringComparison.Ordinal), $"docs/sandbox.md must hold this table:\n{table}");
    }

    [Test]
    public async Task Each_rule_refuses_an_order_and_says_what_is_valid()
    {
        List<(string Rule, string Order, string Code)> cases =
        [
            ("tick size", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.01, "price": 70000.001}""", "EXCHANGE_REJECT"),
            ("lot size", """{"symbol": "BTC-USDT", "side": "buy", "qty": 0.000001, "venue": "binance"}""", "EXCHANGE_REJECT"),
            ("minimum quantity", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.00001, "venue": "kraken"}""", "EXCHANGE_REJECT"),
            ("minimum notional", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.00000001}""", "EXCHANGE_REJECT"),
            ("price collar", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.01, "price": 760000}""", "PRICE_DEVIATION"),
            ("price collar", """{"symbol": "ETH-PERP", "side": "sell", "qty": 1, "price": 245}""", "PRICE_DEVIATION"),
            ("lot size", """{"symbol": "KXBTCZ-26DEC31-T99000", "side": "buy", "qty": 2.5}""", "EXCHANGE_REJECT"),
            ("tick size", """{"symbol": "KXBTCZ-26DEC31-T99000", "side": "buy", "qty": 2, "price": 0.415}""", "EXCHANGE_REJECT"),
            ("the price of", """{"symbol": "KXBTCZ-26DEC31-T99000", "side": "buy", "qty": 2, "price": 1.5}""", "EXCHANGE_REJECT"),
        ];
        foreach ((string rule, string order, string code) in cases)
        {
            JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.UnprocessableEntity, order);
            string message = (string)error["details"]!.Single()["message"]!;
            TestContext.Out.WriteLine($"{order}\n  {error["code"]} {error["details"]![0]!["field"]}: {message}");
            Assert.That((string?)error["code"], Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(message, Does.StartWith($"{code}: ").And.Contains(rule).And.Match("is valid|are valid|it pays 1 at most"));
        }

        Assert.That((long)(await GetAsync("/v1/orders"))["total"]!, Is.Zero, "nothing was accepted");
    }

    private static string Row(MarketListing listing)
    {
        Instrument one = listing.Instrument;
        string notional = one.MinNotional.Raw == 0 ? "" : $"{one.MinNotional} {one.Quote}";
        string taker = one.Kind == InstrumentKind.Prediction
            ? string.Create(CultureInfo.InvariantCulture, $"{VenueFees.CurveRate(one.TakerFeeBps)} x p x (1 - p), up to {one.FeeStep}")
            : string.Create(CultureInfo.InvariantCulture, $"{one.TakerFeeBps} bps");
        string maker = one.Kind == InstrumentKind.Prediction ? "0" : string.Create(CultureInfo.InvariantCulture, $"{one.MakerFeeBps} bps");
        return $"| `{one.Symbol}` | {listing.Venue} | {one.Tick} | {one.Lot} | {one.MinQuantity} | {notional} | {taker} | {maker} |";
    }
}
