using NUnit.Framework;
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
}
