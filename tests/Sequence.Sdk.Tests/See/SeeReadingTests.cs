using System.Net;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

/// <summary>Documented answers, and answers as odd as the documentation leaves room for, read through the verbs.</summary>
[TestFixture]
public sealed class SeeReadingTests
{
    [Test]
    public async Task The_documented_quote_is_read_exactly()
    {
        using var wire = new WireRecorder();
        wire.Answer("getQuote", """
            {"symbol": "BTC-USD", "nbbo": {"bid": 74349.44, "ask": 74349.45, "mid": 74349.445, "spread_bps": 0.001},
             "venues": {"binance": {"bid": 74349.44, "ask": 74349.45, "bid_size": 3.2, "ask_size": 1.8},
                        "coinbase": {"bid": 74348.90, "ask": 74349.50, "bid_size": 5.0, "ask_size": 2.1, "age_ms": 31}}}
            """);

        Quote quote = await wire.Client.GetQuoteAsync("BTC-USD");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(quote.Symbol, Is.EqualTo("BTC-USD"));
            Assert.That((quote.Nbbo.Bid, quote.Nbbo.Ask, quote.Nbbo.Mid, quote.Nbbo.SpreadBps), Is.EqualTo((74349.44m, 74349.45m, 74349.445m, 0.001m)));
            Assert.That((quote.Venues["binance"].BidSize, quote.Venues["binance"].AgeMs), Is.EqualTo((3.2m, (long?)null)));
            Assert.That(quote.Venues["coinbase"].AgeMs, Is.EqualTo(31));
            Assert.That((quote.Source.Value, quote.Source.Known), Is.EqualTo(("", QuoteSourceKind.Unknown)));
            Assert.That(quote.Book, Is.Null);
        }
    }

    [TestCase("""{"price": 1.5, "size": 2}""")]
    [TestCase("[1.5, 2]")]
    public async Task Book_levels_come_as_objects_or_as_pairs(string level)
    {
        using var wire = new WireRecorder();
        wire.Answer("getQuote", $$"""
            {"symbol": "A", "nbbo": {"bid": null, "ask": 1e-05 }, "venues": { }, "source": "edge_of_tomorrow", "book": {"bids": [{{level}}], "asks": []}, "extra": [1]}
            """);

        Quote quote = await wire.Client.GetQuoteAsync("A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(quote.Book!.Bids, Is.EqualTo(new[] { new BookLevel(1.5m, 2m) }));
            Assert.That((quote.Nbbo.Bid, quote.Nbbo.Ask), Is.EqualTo(((decimal?)null, 0.00001m)));
            Assert.That((quote.Source.Value, quote.Source.IsKnown), Is.EqualTo(("edge_of_tomorrow", false)));
            Assert.That(quote.AdditionalProperties, Contains.Key("extra"));
        }
    }

    [Test]
    public async Task A_batch_keeps_what_failed_beside_what_came()
    {
        using var wire = new WireRecorder();
        wire.Answer("getQuotesBatch", """
            {"quotes": [{"symbol": "A", "source": "edge_nbbo", "nbbo": {"bid": 1}, "venues": {}}, {"symbol": "B", "error": "unknown symbol"},
                        {"symbol": "C", "error": {"code": "X"}}, {"symbol": "D", "nbbo": "soon"}, {"symbol": "E", "error": null, "nbbo": {}, "venues": {}}],
             "count": 5, "elapsed_ms": 12}
            """);

        QuotesBatchResult batch = await wire.Client.QuotesBatch(["A", "B", "C", "D", "E"]).SendAsync();

        string[] entries = [.. batch.Quotes.Select(e => e switch { QuoteEntry.Ok ok => ok.Quote.Symbol, QuoteEntry.Failed f => $"{f.Symbol}: {f.Error}", _ => "" })];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries[..3], Is.EqualTo(new[] { "A", "B: unknown symbol", """C: {"code":"X"}""" }));
            Assert.That(entries[3], Does.StartWith("D: The quote is not readable"));
            Assert.That(entries[4], Is.EqualTo("E"));
            Assert.That((batch.Count, batch.ElapsedMs), Is.EqualTo((5, 12L)));
        }
    }

    [Test]
    public async Task The_documented_position_is_read_as_exact_amounts()
    {
        using var wire = new WireRecorder();
        wire.Answer("getPositions", """
            {"positions": [{"id": 101, "venue": "coinbase", "instrument": {"kind": "crypto", "symbol": "USDC"},
             "qty_1e8": 237848346884, "locked_qty_1e8": 0, "available_qty_1e8": 237848346884,
             "entry_price_usd_1e9": 1000000000, "current_price_usd_1e9": 1000000000, "current_value_usd_1e9": 2378483468840,
             "unrealized_pnl_usd_1e9": 0, "realized_pnl_usd_1e9": 0, "fees_usd_1e9": 0,
             "lifecycle": {"state": "active"}, "transferable": true, "settled": false, "settled_mark_usd_1e9": null}],
             "totals": {"nav_usd_1e9": -1, "cash_usd_1e9": 2378483468840}, "as_of_ns": 1705406400000000001}
            """);

        PositionsResponse answer = await wire.Client.Positions().FetchAsync();

        Position position = answer.Positions.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(position.Qty, Is.EqualTo(Qty.FromDecimal(2378.48346884m)));
            Assert.That(position.CurrentValueUsd, Is.EqualTo(position.Qty * position.CurrentPriceUsd));
            Assert.That((position.Instrument.Kind, position.Lifecycle.State), Is.EqualTo((InstrumentKind.Crypto, LifecycleState.Active)));
            Assert.That(position.SettledMarkUsd, Is.Null);
            Assert.That((answer.Totals.NavUsd.Raw, answer.AsOf.Raw), Is.EqualTo((-1L, 1705406400000000001L)));
        }
    }

    [TestCase("""{"totals": {"nav_usd_1e9": 1, "cash_usd_1e9": 1}, "as_of_ns": 1}""", "positions")]
    [TestCase("""{"positions": null, "totals": {"nav_usd_1e9": 1, "cash_usd_1e9": 1}, "as_of_ns": 1}""", "positions")]
    [TestCase("""{"positions": [], "totals": {"cash_usd_1e9": 1}, "as_of_ns": 1}""", "nav_usd_1e9")]
    public async Task An_answer_without_the_money_or_the_rows_is_refused_instead_of_read_as_nothing(string body, string missing)
    {
        using var wire = new WireRecorder();
        wire.Answer("getPositions", body);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.Positions().FetchAsync()))!;

        Assert.That(error.Message, Does.Contain(missing));
        Assert.That(error.Operation, Is.EqualTo("getPositions"));
    }

    [Test]
    public async Task Ticks_carry_quantity_side_and_venue_and_bars_do_not()
    {
        using var wire = new WireRecorder();
        wire.Answer("getPriceHistory", """
            {"symbol": "A", "source": "venue_ticks", "points": [
              {"ts_ns": 1705406400000000001, "price_1e9": 74000000000001, "qty_1e8": 29000000, "side": "sell", "venue_id": 200},
              {"ts_ns": 1705406400000000002, "price_1e9": 1}], "underlying": {"agrees_with_settlement": null, "feed": "x"}}
            """);

        PriceHistory history = await wire.Client.PriceHistory("A").Ticks(2).FetchAsync();

        PricePoint tick = history.Points[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((tick.Ts.Raw, tick.Price.Raw, tick.Qty, tick.Side, tick.VenueId), Is.EqualTo((1705406400000000001L, 74000000000001L, Qty.FromDecimal(0.29m), Side.Sell, 200)));
            Assert.That((history.Points[1].Qty, history.Points[1].Side, history.Points[1].VenueId), Is.EqualTo(((Qty?)null, (Side?)null, (int?)null)));
            Assert.That(history.Underlying!.AgreesWithSettlement, Is.Null);
        }
    }

    [Test]
    public async Task A_funding_rate_is_the_row_of_exactly_that_name_and_its_missing_dex_is_empty()
    {
        using var wire = new WireRecorder();
        wire.Answer("getFundingRates", $$"""{"unit": "bps_per_hour", "rates": [{{Rate("OTHER", 1)}}, {{Rate("BTC-USDT", 2)}}]}""");

        FundingRate? rate = await wire.Client.GetFundingRateAsync("binance", "btc-usdt");

        Assert.That((rate!.Symbol, rate.RateBpsPerHour, rate.Dex), Is.EqualTo(("BTC-USDT", 2m, "")));
    }

    [Test]
    public async Task Of_rows_under_another_name_the_first_is_the_funding_rate()
    {
        using var wire = new WireRecorder();
        wire.Answer("getFundingRates", $$"""{"unit": "bps_per_hour", "rates": [{{Rate("BTC-USD-PERP", 1)}}]}""");

        Assert.That((await wire.Client.GetFundingRateAsync("binance", "BTC-USDT"))!.Symbol, Is.EqualTo("BTC-USD-PERP"));
    }

    [Test]
    public async Task What_is_absent_is_null_or_empty()
    {
        using var wire = new WireRecorder();
        wire.Answer("getFundingRates", """{"unit": "bps_per_hour", "rates": []}""")
            .Answer("listMarkets", """{"markets": [], "count": 0, "venue": "kalshi", "has_more": false}""")
            .Fail("getPolymarketReward", HttpStatusCode.NotFound, "NOT_FOUND");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await wire.Client.GetFundingRateAsync("binance", "A"), Is.Null);
            Assert.That(await wire.Client.GetMarketAsync("none", "kalshi"), Is.Null);
            Assert.That(await wire.Client.GetPolymarketRewardsAsync("123"), Is.Empty);
        }
    }

    [Test]
    public async Task A_404_to_a_question_for_one_thing_means_that_it_is_absent()
    {
        using var wire = new WireRecorder();
        wire.Fail("getFundingRates", HttpStatusCode.NotFound).Fail("listMarkets", HttpStatusCode.NotFound);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await wire.Client.GetFundingRateAsync("binance", "A"), Is.Null);
            Assert.That(await wire.Client.GetMarketAsync("none", "kalshi"), Is.Null);
            await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetFundingRatesAsync());
            await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.Markets("kalshi").FetchAsync());
        }
    }

    [Test]
    public async Task Only_a_404_reads_as_absent()
    {
        using var wire = new WireRecorder();
        wire.Fail("listMarkets", HttpStatusCode.BadGateway);

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetMarketAsync("none", "kalshi")))!;

        Assert.That(error.Status, Is.EqualTo(502));
    }

    [Test]
    public async Task A_market_of_a_newer_server_has_its_condition_id_and_no_volumes()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", """
            {"markets": [{"venue": "kalshi", "slug": "KXM-1", "question": "?", "event_id": "e1", "best_yes_bid": null, "best_yes_ask": 0.42, "end_date": "2026-12-31T23:59:59Z"}],
             "count": 1, "venue": "kalshi", "has_more": false, "next_cursor": null}
            """);

        Market market = (await wire.Client.GetMarketAsync("KXM-1", "kalshi"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((market.ConditionId, market.EventId), Is.EqualTo(("e1", "e1")));
            Assert.That((market.VolumeWeek, market.Liquidity, market.Volume24h), Is.EqualTo((0m, 0m, 0m)));
            Assert.That((market.Outcomes, market.YesTokenId, market.NegRisk, market.Url), Is.EqualTo((Array.Empty<string>(), "", false, "")));
            Assert.That((market.BestYesBid, market.BestYesAsk), Is.EqualTo(((decimal?)null, 0.42m)));
            Assert.That(market.EndDate, Is.EqualTo("2026-12-31T23:59:59Z"));
        }
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("\"engaged\"")]
    [TestCase("null")]
    [TestCase("[]")]
    public async Task The_kill_switch_does_not_fail_over_an_answer_that_nobody_documented(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("engageKillSwitch", body).Answer("clearKillSwitch", body);

        Assert.That((await wire.Client.EngageKillSwitchAsync("runaway")).Engaged, Is.Null);
        Assert.That((await wire.Client.ClearKillSwitchAsync()).Engaged, Is.Null);
    }

    [Test]
    public async Task A_kill_switch_that_was_refused_throws()
    {
        using var wire = new WireRecorder();
        wire.Fail("clearKillSwitch", HttpStatusCode.Forbidden, "FORBIDDEN");

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.ClearKillSwitchAsync()))!.Code, Is.EqualTo("FORBIDDEN"));
    }

    [Test]
    public async Task Cancel_all_without_an_answer_gives_json_null()
    {
        using var wire = new WireRecorder();
        wire.Answer("cancelAllOnVenue", "");

        Assert.That((await wire.Client.CancelAllOnVenueAsync("kalshi")).Type, Is.EqualTo(JTokenType.Null));
    }

    [Test]
    public async Task A_preview_keeps_unknown_estimates_null_and_unknown_members_as_they_came()
    {
        using var wire = new WireRecorder();
        wire.Answer("previewOrder", """
            {"candidate_venues": ["kraken"], "best_venue": "kraken", "estimated_fee_bps": 2.5, "estimated_slippage_bps": null,
             "nbbo": {"bid_px_1e9": 1, "ask_px_1e9": null}, "source": "edge_nbbo", "generated_at_ns": 5, "new_estimate": 1.25}
            """);

        OrderPreview preview = await wire.Client.PreviewAsync("A", Side.Buy, 1m);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((preview.EstimatedFeeBps, preview.EstimatedSlippageBps), Is.EqualTo((2.5m, (decimal?)null)));
            Assert.That((preview.Nbbo.BidPx, preview.Nbbo.AskPx), Is.EqualTo((Px.FromRaw(1), (Px?)null)));
            Assert.That(preview.AdditionalProperties["new_estimate"], Is.EqualTo(1.25m));
        }
    }

    private static string Rate(string symbol, int rate) =>
        $$"""
        {"symbol": "{{symbol}}", "venue": "binance", "rate_bps_per_hour": {{rate}}, "predicted_rate_bps_per_hour": 0.0125,
         "mark_price_1e9": 74000000000000, "open_interest_1e8": 100, "next_settlement_ns": 1705406400000000000, "snapshot_age_ms": 12}
        """;
}
