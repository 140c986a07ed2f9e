using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.EndToEnd;
using Sequence.Sandbox.Tests.Recording;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary><see cref="SandboxOptions.Instruments"/> and <see cref="SandboxOptions.UsdRates"/>: what is added, what is changed, what is refused.</summary>
public sealed class SandboxInstrumentTests
{
    private static readonly SandboxInstrument Doge = new()
    {
        Venue = "kraken",
        Symbol = "DOGE-USD",
        TickSize = 0.00001m,
        LotSize = 1m,
        MinQuantity = 50m,
        TakerFeeBps = 26m,
        MakerFeeBps = 16m,
        StartPrice = 0.2m,
    };

    [Test]
    public async Task An_added_instrument_is_quoted_and_traded_by_its_rules()
    {
        await using Trading trading = await Trading.StartAsync(With(Doge));
        Quote quote = await trading.Client.GetQuoteAsync("DOGE-USD");
        Assert.That(quote.Nbbo.Mid, Is.EqualTo(0.2m).Within(0.001m));
        SequenceApiException? small = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.Buy("DOGE-USD", 49m).SubmitAsync());
        Assert.That((small!.Status, small.Details[0].Field, small.Details[0].Message), Is.EqualTo(
            (422, "nodes[0].quantity.fixed.qty_1e8", "EXCHANGE_REJECT: the minimum quantity of DOGE-USD is 50, not 49; 50 is valid.")));
        SubmitResult submit = await trading.Client.Buy("DOGE-USD", 1_000m).SubmitAsync();
        OrderResponse order = await trading.Client.WaitForOrderAsync(submit.OrderId);
        Assert.That((order.Status, order.FilledQty), Is.EqualTo((OrderStatus.Completed, Qty.FromDecimal(1_000m))));
        FillsPage fills = await trading.Client.Fills().FetchAsync();
        Usd notional = fills.Fills.Aggregate(Usd.Zero, (sum, fill) => sum + (fill.Price * fill.Qty));
        Assert.That(fills.Fills.Sum(fill => fill.FeeUsd!.Value.ToDecimal()), Is.EqualTo(notional.ToDecimal() * 0.0026m).Within(0.00000001m));
    }

    [Test]
    public async Task An_added_instrument_changes_no_price_of_another()
    {
        string plain = await PricesAsync(new SandboxOptions { Seed = 7 });
        Assert.That(await PricesAsync(With(Doge, new SandboxInstrument { Venue = "gemini", Symbol = "BTC-USD", TickSize = 0.01m, LotSize = 0.00001m })), Is.EqualTo(plain));
    }

    [Test]
    public async Task A_known_instrument_gets_other_fees_and_rules()
    {
        await using Trading trading = await Trading.StartAsync(With(
            new SandboxInstrument { Venue = "coinbase", Symbol = "BTC-USD", TakerFeeBps = 12m, MinNotional = 50m },
            new SandboxInstrument { Venue = "coinbase", Symbol = "BTC-USD", TakerFeeBps = 8m }));
        FeesResult fees = await trading.Client.Fees("BTC-USD").Venues(["coinbase", "kraken"]).FetchAsync();
        Assert.That(fees.Fees.Select(row => (row.TakerBps, row.MakerBps)), Is.EqualTo([(8m, (decimal?)40m), (26m, 16m)]));
        SequenceApiException? small = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.Buy("BTC-USD", 0.0001m).Venue("coinbase").SubmitAsync());
        Assert.That(small!.Details[0].Message, Does.StartWith("EXCHANGE_REJECT: the minimum notional of BTC-USD is 50 USD"));
    }

    [Test]
    public async Task All_fees_of_a_venue_change_those_of_its_catalogue_too()
    {
        await using Trading trading = await Trading.StartAsync(With(new SandboxInstrument { Venue = "kalshi", Symbol = "*", TakerFeeBps = 175m, FeeStep = 0m }));
        string catalogue = (await trading.Client.Markets("kalshi").Limit(3).FetchAsync()).Markets.Select(market => market.Slug).Last();
        foreach (string ticker in new[] { "KXBTCZ-26DEC31-T99000", catalogue })
        {
            FeeQuote row = (await trading.Client.Fees(ticker).FetchAsync()).Fees.Single();
            Assert.That((row.TakerBps, row.Formula!.TakerFeeUsd), Is.EqualTo((175m, "0.035 * contracts * p * (1 - p)")), ticker);
        }
    }

    [Test]
    public async Task A_pair_in_another_currency_follows_the_coin_at_the_fixed_rate()
    {
        SandboxOptions options = With(new SandboxInstrument { Venue = "luno", Symbol = "BTC-EUR", TickSize = 0.01m, LotSize = 0.0001m });
        await using Trading trading = await Trading.StartAsync(options with { UsdRates = new Dictionary<string, decimal> { ["EUR"] = 1.25m } });
        decimal coin = (await trading.Client.GetQuoteAsync("BTC-USD")).Nbbo.Mid!.Value;
        Assert.That((await trading.Client.GetQuoteAsync("BTC-EUR")).Nbbo.Mid, Is.EqualTo(coin / 1.25m).Within(10m));
    }

    [Test]
    public async Task A_recording_replays_with_its_instruments_and_rates()
    {
        string file = SessionText.NewFile("instruments");
        SandboxOptions options = With(Doge, new SandboxInstrument { Venue = "binance", Symbol = "BTC-USDT", TakerFeeBps = 7.5m });
        await using (Trading trading = await Trading.StartAsync(options with { RecordFile = file, UsdRates = new Dictionary<string, decimal> { ["EUR"] = 1.08m } }))
        {
            SubmitResult submit = await trading.Client.Buy("DOGE-USD", 500m).SubmitAsync();
            await trading.Client.WaitForOrderAsync(submit.OrderId);
            await trading.Client.Fees("BTC-USDT").FetchAsync();
        }

        ReplayReport report = await SandboxReplay.CheckAsync(file);
        Assert.That(report.Difference, Is.Null);
    }

    [TestCase("Venue", "'Kraken' must have small letters", "Kraken", "DOGE-USD")]
    [TestCase("Symbol", "is required", "kraken", "")]
    [TestCase("Symbol", "'doge' must be such as DOGE-USD", "kraken", "doge")]
    [TestCase("Symbol", "EUR has no rate: add it to UsdRates", "kraken", "DOGE-EUR")]
    [TestCase("Symbol", "kraken lists BTC in a currency of another rate", "kraken", "BTC-ZAR")]
    [TestCase("Venue", "'gemini' lists nothing to change", "gemini", "*")]
    [TestCase("StartPrice", "goes only with a base that is new: BTC has a price", "gemini", "BTC-USD")]
    public async Task A_name_that_cannot_be_is_refused(string member, string problem, string venue, string symbol) =>
        await RefusedAsync(Doge with { Venue = venue, Symbol = symbol }, member, problem);

    [TestCase("TickSize", 0)]
    [TestCase("TickSize", 0.0000000001)]
    [TestCase("LotSize", -1)]
    [TestCase("MinQuantity", -1)]
    [TestCase("MinNotional", -1)]
    [TestCase("PriceCollarBps", 0)]
    [TestCase("TakerFeeBps", -1)]
    [TestCase("TakerFeeBps", 5001)]
    [TestCase("MakerFeeBps", -101)]
    [TestCase("FeeStep", 2)]
    [TestCase("StartPrice", 0)]
    [TestCase("StartPrice", 0.00009)]
    [TestCase("StartPrice", 1000001)]
    public async Task A_number_that_cannot_be_is_refused_by_its_member(string member, double value)
    {
        decimal number = (decimal)value;
        await RefusedAsync(
            member switch
            {
                "TickSize" => Doge with { TickSize = number },
                "LotSize" => Doge with { LotSize = number },
                "MinQuantity" => Doge with { MinQuantity = number },
                "MinNotional" => Doge with { MinNotional = number },
                "PriceCollarBps" => Doge with { PriceCollarBps = (int)number },
                "TakerFeeBps" => Doge with { TakerFeeBps = number },
                "MakerFeeBps" => Doge with { MakerFeeBps = number },
                "FeeStep" => Doge with { FeeStep = number },
                _ => Doge with { StartPrice = number },
            },
            member,
            "must be");
    }

    [Test]
    public async Task What_an_addition_needs_is_named()
    {
        await RefusedAsync(Doge with { TickSize = null }, "TickSize", "is required of an instrument that is added");
        await RefusedAsync(Doge with { LotSize = null }, "LotSize", "is required of an instrument that is added");
        await RefusedAsync(Doge with { StartPrice = null }, "StartPrice", "is required: DOGE has no price yet");
    }

    [Test]
    public async Task A_tick_that_the_maker_cannot_quote_on_is_refused() =>
        await RefusedAsync(new SandboxInstrument { Venue = "binance", Symbol = "BTC-USD", TickSize = 0.7m }, "TickSize", "must divide 1.5");

    private static SandboxOptions With(params SandboxInstrument[] instruments) => new() { Seed = 7, Instruments = instruments };

    private static async Task RefusedAsync(SandboxInstrument instrument, string member, string problem)
    {
        SandboxOptions options = With(new SandboxInstrument { Venue = "binance", Symbol = "BTC-USD", TakerFeeBps = 1m }, instrument);
        ArgumentException? refused = await Assert.ThrowsAsync<ArgumentException>(() => SandboxExchange.StartAsync(options));
        Assert.That(refused!.Message, Does.StartWith($"Instruments[1].{member}: ").And.Contains(problem));
    }

    private static async Task<string> PricesAsync(SandboxOptions options)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(options with { TimeProvider = time });
        time.Advance(TimeSpan.FromMinutes(1));
        return exchange.Scheduler.Enter(() => string.Join('\n', exchange.Markets.All
            .Where(market => market.Venue != "gemini" && market.Instrument.Base != "DOGE")
            .Select(market => $"{market} {market.Book.BestBid} {market.Book.BestAsk} {market.Trades}")));
    }
}
