using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

public class StatementTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open() => _rig = new Rig();

    [TearDown]
    public void Close() => _rig.Dispose();

    private Wire.PositionsResponse Positions() => _rig.Engine.Positions(_rig.Trader);

    private Wire.Position Row(string venue, string symbol) =>
        Positions().Positions.Single(row => row.Venue == venue && row.Instrument.Symbol == symbol);

    [Test]
    public void A_fresh_account_has_a_billion_on_every_venue_and_nothing_else()
    {
        Wire.PositionsResponse positions = Positions();
        Assert.That(positions.Positions, Has.Count.EqualTo(5));
        Assert.That(positions.Positions.Select(row => (row.Instrument.Kind.Value, row.Qty)), Is.All.EqualTo(("fiat", Qty("1000000000"))));
        Assert.That((positions.Totals.NavUsd, positions.Totals.CashUsd), Is.EqualTo((Usd("5000000000"), Usd("5000000000"))));
        Assert.That(positions.Positions.Select(row => row.Id), Is.Unique);
    }

    [Test]
    public void A_spot_holding_shows_cost_value_and_fees()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "2");
        _rig.SubmitNode(Node("a", qty: "2"));
        _rig.Quote("coinbase", BookSide.Bid, "104", "1");
        _rig.Quote("coinbase", BookSide.Ask, "106", "1");
        Wire.Position row = Row("coinbase", "BTC");
        Assert.That((row.Instrument.Kind.Value, row.Qty, row.EntryPriceUsd, row.CurrentPriceUsd), Is.EqualTo(("crypto", Qty("2"), Px("100"), Px("105"))));
        Assert.That((row.CurrentValueUsd, row.UnrealizedPnlUsd, row.FeesUsd), Is.EqualTo((Usd("210"), Usd("10"), Usd("0.2"))));
        Assert.That((row.Lifecycle.State.Value, row.Transferable, row.Settled, row.SettledMarkUsd), Is.EqualTo(("active", true, false, (Px?)null)));
        Assert.That(Positions().Totals.NavUsd, Is.EqualTo(Usd("5000000009.8")));
        Assert.That(Positions().Totals.CashUsd, Is.EqualTo(Usd("4999999799.8")));
    }

    [Test]
    public void A_short_perp_counts_with_its_pnl_and_not_with_its_notional()
    {
        _rig.Quote("hyperliquid", BookSide.Bid, "100", "3", "BTC-USD-PERP");
        _rig.SubmitNode(Node("a", side: "sell", qty: "3", symbol: "BTC-USD-PERP"));
        _rig.Quote("hyperliquid", BookSide.Bid, "90", "1", "BTC-USD-PERP");
        _rig.Quote("hyperliquid", BookSide.Ask, "92", "1", "BTC-USD-PERP");
        Wire.Position row = Row("hyperliquid", "BTC-USD-PERP");
        Assert.That((row.Qty, row.EntryPriceUsd, row.CurrentValueUsd, row.UnrealizedPnlUsd), Is.EqualTo((Qty("-3"), Px("100"), Usd("-273"), Usd("27"))));
        Assert.That(Positions().Totals.NavUsd, Is.EqualTo(Usd("5000000026.88")), "27 less 4 bps of 300");
    }

    [Test]
    public void A_resting_order_locks_what_it_needs_and_gives_it_back()
    {
        _rig.Give("kraken", "5");
        _rig.SubmitNode(Node("a", side: "sell", qty: "2", type: Limit("200"), venue: "\"kraken\""));
        var graph = _rig.SubmitNode(Node("b", qty: "3", type: Limit("50"), venue: "\"kraken\""));
        Wire.Position asset = Row("kraken", "BTC");
        Wire.Position cash = Row("kraken", "USD");
        Assert.That((asset.LockedQty, asset.AvailableQty), Is.EqualTo((Qty("2"), Qty("3"))));
        Assert.That((cash.LockedQty, cash.AvailableQty), Is.EqualTo((Qty("150.3"), Qty("999999849.7"))), "with the taker's fee of 20 bps");
        _rig.Quote("kraken", BookSide.Ask, "50", "1");
        Assert.That(Row("kraken", "USD").LockedQty, Is.EqualTo(Qty("100.2")));
        _rig.Do(() => _rig.Engine.Cancel(graph));
        Assert.That(Row("kraken", "USD").LockedQty, Is.EqualTo(Qty("0")));
    }

    [Test]
    public void A_closed_position_stays_with_its_realized_pnl()
    {
        _rig.Quote("binance", BookSide.Ask, "100", "1");
        _rig.SubmitNode(Node("a"));
        _rig.Quote("binance", BookSide.Bid, "130", "1");
        _rig.SubmitNode(Node("b", side: "sell"));
        Wire.Position row = Row("binance", "BTC");
        Assert.That((row.Lifecycle.State.Value, row.Qty, row.RealizedPnlUsd, row.EntryPriceUsd), Is.EqualTo(("closed", Qty("0"), Usd("30"), Px("0"))));
        Assert.That(Row("binance", "USD").Qty, Is.EqualTo(Qty("1000000030")));
    }

    [Test]
    public void What_is_quoted_in_another_currency_counts_at_its_fixed_rate()
    {
        _rig.Do(() => _rig.Markets.List("replay", new Instrument("BTC-ZAR", Sequence.Exchange.Instruments.InstrumentKind.Spot, "BTC", "ZAR", Px("1"), Qty("0.0001"), 0, 0)));
        _rig.Quote("replay", BookSide.Ask, "1000000", "1", "BTC-ZAR");
        _rig.SubmitNode(Node("a", symbol: "BTC-ZAR"));
        _rig.Quote("replay", BookSide.Bid, "1000000", "1", "BTC-ZAR");
        Assert.That((Row("replay", "ZAR").Qty, Row("replay", "ZAR").CurrentValueUsd), Is.EqualTo((Qty("999000000"), Usd("68431500"))));
        Assert.That((Row("replay", "BTC").Qty, Row("replay", "BTC").CurrentValueUsd), Is.EqualTo((Qty("1"), Usd("68500"))), "the entry price while nobody quotes both sides");
        Assert.That(Positions().Totals.NavUsd, Is.EqualTo(Usd("5068500000")));
    }

    [Test]
    public void A_position_is_valued_on_its_own_venue()
    {
        _rig.Give("coinbase", "2");
        _rig.QuoteAround100("binance");
        Assert.That(Row("coinbase", "BTC").CurrentPriceUsd, Is.EqualTo(Px("100")), "the entry price: coinbase has no mark yet");
        _rig.Quote("coinbase", BookSide.Bid, "109", "1");
        Assert.That(Row("coinbase", "BTC").CurrentValueUsd, Is.EqualTo(Usd("200")));
        _rig.Quote("coinbase", BookSide.Ask, "111", "1");
        Wire.Position row = Row("coinbase", "BTC");
        Assert.That((row.CurrentPriceUsd, row.CurrentValueUsd, row.UnrealizedPnlUsd), Is.EqualTo((Px("110"), Usd("220"), Usd("20"))));
    }

    [Test]
    public void A_coin_that_its_venue_does_not_trade_is_valued_over_all_venues()
    {
        _rig.QuoteAround100("binance");
        _rig.Do(() => _rig.Engine.Seed(_rig.Trader, [new SeedRow("kalshi", HoldingKind.Crypto, "BTC", Qty("2"), Px("70")), new SeedRow("kalshi", HoldingKind.Perp, "SOL-PERP", Qty("2"), Px("70"))], replaces: false));
        Assert.That((Row("kalshi", "BTC").CurrentPriceUsd, Row("kalshi", "BTC").UnrealizedPnlUsd), Is.EqualTo((Px("100"), Usd("60"))));
        Assert.That((Row("kalshi", "SOL-PERP").CurrentPriceUsd, Row("kalshi", "SOL-PERP").UnrealizedPnlUsd), Is.EqualTo((Px("70"), Usd("0"))), "nobody lists it");
    }

    [Test]
    public void A_seeded_position_has_the_mark_of_its_market()
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        _rig.QuoteAround100("binance");
        _rig.Do(() => _rig.Engine.Seed(
            _rig.Trader,
            [new SeedRow("hyperliquid", HoldingKind.Perp, "BTC-USD-PERP", Qty("-2"), Px("90")), new SeedRow("binance", HoldingKind.Crypto, "BTC", Qty("1"), Px("90"))],
            replaces: true));
        Wire.Position perp = Row("hyperliquid", "BTC-USD-PERP");
        Assert.That((perp.CurrentPriceUsd, perp.CurrentValueUsd, perp.UnrealizedPnlUsd, perp.Transferable), Is.EqualTo((Px("100"), Usd("-200"), Usd("-20"), false)));
        Assert.That(Row("binance", "BTC").UnrealizedPnlUsd, Is.EqualTo(Usd("10")));
        Assert.That(Positions().Totals.NavUsd, Is.EqualTo(Usd("80")));
    }

    [Test]
    public void A_contract_keeps_its_last_mark_until_it_is_decided_and_then_has_its_payout()
    {
        _rig.Give("kalshi", "10", "0.4", "KXT:YES");
        _rig.Quote("kalshi", BookSide.Bid, "0.6", "5", "KXT:YES");
        _rig.Quote("kalshi", BookSide.Ask, "0.8", "5", "KXT:YES");
        _rig.Do(() => _rig.Markets.Close(_rig.Market("kalshi", "KXT:YES")));
        Wire.Position open = Row("kalshi", "KXT:YES");
        Assert.That((open.CurrentPriceUsd, open.UnrealizedPnlUsd, open.Settled, open.Lifecycle.State), Is.EqualTo((Px("0.7"), Usd("3"), false, Wire.LifecycleState.Active)));
        _rig.Ledger.Settle("kalshi", "KXT:YES", Px("1"), pays: false);
        Wire.Position decided = Row("kalshi", "KXT:YES");
        Assert.That((decided.CurrentValueUsd, decided.Settled, decided.SettledMarkUsd, decided.Lifecycle.State), Is.EqualTo((Usd("10"), true, (Px?)Px("1"), Wire.LifecycleState.Resolved)));
        Assert.That(decided.Instrument.Kind, Is.EqualTo(Wire.InstrumentKind.EventContract));
        _rig.Ledger.Redeem("kalshi", "KXT:YES");
        Wire.Position redeemed = Row("kalshi", "KXT:YES");
        Assert.That((redeemed.Qty, redeemed.RealizedPnlUsd, redeemed.Lifecycle.State), Is.EqualTo((Qty("0"), Usd("6"), Wire.LifecycleState.Redeemed)));
    }

    [Test]
    public void Cash_in_a_coin_is_shown_as_crypto_and_counts_1()
    {
        _rig.Ledger.CashAt("polymarket", "USDC").Add(Usd("12.123456789"));
        _rig.Ledger.CashAt("binance", "USDT").Add(Usd("5"));
        _rig.Ledger.CashAt("replay", "ZAR").Add(Usd("7"));
        Wire.Position row = Row("polymarket", "USDC");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((row.Instrument.Kind, row.Qty, row.EntryPriceUsd, row.CurrentPriceUsd, row.CurrentValueUsd), Is.EqualTo((Wire.InstrumentKind.Crypto, Qty("12.12345678"), Px("1"), Px("1"), Usd("12.12345678"))));
            Assert.That((row.Lifecycle.State, row.Transferable, row.AvailableQty), Is.EqualTo((Wire.LifecycleState.Active, true, Qty("12.12345678"))));
            Assert.That(Row("binance", "USDT").Instrument.Kind, Is.EqualTo(Wire.InstrumentKind.Crypto));
            Assert.That((Row("replay", "ZAR").Instrument.Kind, Row("replay", "ZAR").CurrentValueUsd), Is.EqualTo((Wire.InstrumentKind.Fiat, Usd("0.4795"))));
            Assert.That(Positions().Totals.CashUsd, Is.EqualTo(Usd("5000000017.60295678")));
        }
    }

    [Test]
    public void A_sum_that_the_wire_cannot_count_stops_at_its_end()
    {
        for (int i = 0; i < 5; i++)
            _rig.Ledger.CashAt($"venue{i}", "USD").Add(Usd("1000000000"));
        Assert.That((Positions().Totals.NavUsd, Positions().Totals.CashUsd), Is.EqualTo((Sdk.Usd.MaxValue, Sdk.Usd.MaxValue)));
    }

    [Test]
    public void Funding_counts_as_realized_and_rows_stand_in_the_order_of_their_first_use()
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        _rig.SubmitNode(Node("a", symbol: "BTC-USD-PERP"));
        _rig.Ledger.PayFunding(_rig.Ledger.Find(_rig.Market("hyperliquid", "BTC-USD-PERP"))!, Usd("3"));
        _rig.Ledger.CashAt("later", "USD");
        Assert.That(Row("hyperliquid", "BTC-USD-PERP").RealizedPnlUsd, Is.EqualTo(Usd("-3")));
        Assert.That(Positions().Positions.Select(row => row.Id), Is.Ordered);
        Assert.That(Positions().Positions[^1].Venue, Is.EqualTo("later"));
    }
}
