using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>Deposits, withdrawals, settlements and seeds.</summary>
public sealed class LedgerTests
{
    private const string Perp = "BTC-USD-PERP";

    private Rig _rig = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.Do(() =>
        {
            _rig.Ledger.Restart(Usd("1000"));
            _rig.Engine.Positions(_rig.Trader);
        });
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private Ledger Ledger => _rig.Ledger;

    [Test]
    public void Opening_coins_come_with_every_spot_market_once_at_its_mark()
    {
        _rig.Quote("coinbase", BookSide.Bid, "99", "1");
        _rig.Quote("coinbase", BookSide.Ask, "103", "1");
        var ledger = new Ledger(new Dictionary<string, Qty> { ["BTC"] = Qty("2") });
        _rig.Do(() => ledger.Open(_rig.Markets));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ledger.Holdings.Select(holding => (holding.Venue, holding.Kind, holding.Symbol, holding.Quantity, holding.EntryPrice)),
                Is.EqualTo([("coinbase", HoldingKind.Crypto, "BTC", Qty("2"), Px("101")), ("kraken", HoldingKind.Crypto, "BTC", Qty("2"), Px("0")), ("binance", HoldingKind.Crypto, "BTC", Qty("2"), Px("0"))]));
            Assert.That(ledger.Cash.Select(cash => (cash.Venue, cash.Amount)), Is.EqualTo(new[] { "coinbase", "kraken", "binance", "hyperliquid", "kalshi" }.Select(venue => (venue, Usd("1000000000")))));
        }

        _rig.Do(() =>
        {
            ledger.Withdraw("coinbase", "BTC", Qty("2"));
            ledger.Open(_rig.Markets);
        });
        Assert.That(ledger.Holdings.First().Quantity, Is.EqualTo(Qty("0")), "they come once");
    }

    [Test]
    public void A_cleared_ledger_stays_empty_until_it_is_restarted()
    {
        Ledger.Clear();
        Ledger.Open(_rig.Markets);
        Assert.That((Ledger.Cash.Count, Ledger.Holdings.Count), Is.EqualTo((0, 0)));
        Ledger.Restart(Usd("5"));
        Ledger.Open(_rig.Markets);
        Assert.That(Ledger.Cash.Sum(cash => cash.Amount.ToDecimal()), Is.EqualTo(25m));
    }

    [TestCase("coinbase", "USD", "1000", "coinbase")]
    [TestCase("COINBASE", "USD", "0.00000001", "coinbase")]
    [TestCase("coinbase", "USD", "1000.00000001", null)]
    [TestCase(null, "USD", "1000", "coinbase")]
    [TestCase("nowhere", "USD", "1", null)]
    [TestCase(null, "EUR", "1", null)]
    [TestCase(null, "BTC", "3", "kraken")]
    [TestCase("coinbase", "BTC", "3", null)]
    [TestCase(null, "BTC", "3.00000001", null)]
    [TestCase(null, "BTC-USD-PERP", "1", null)]
    public void A_withdrawal_takes_what_is_free(string? venue, string asset, string amount, string? paying)
    {
        _rig.Give("coinbase", "2");
        _rig.Give("kraken", "3");
        _rig.Give("hyperliquid", "3", symbol: Perp);
        Assert.That(Ledger.Withdraw(venue, asset, Qty(amount)), Is.EqualTo(paying));
        decimal cash = Ledger.Cash.Sum(balance => balance.Amount.ToDecimal());
        decimal coins = Ledger.Holdings.Where(holding => holding.Kind == HoldingKind.Crypto).Sum(holding => holding.Quantity.ToDecimal());
        Assert.That((cash, coins), Is.EqualTo((5000 - (asset == "USD" && paying is not null ? Qty(amount).ToDecimal() : 0), 5 - (asset == "BTC" && paying is not null ? 3m : 0))));
    }

    [Test]
    public void Withdrawn_coins_leave_at_their_cost()
    {
        _rig.Give("kraken", "4", entry: "50");
        Holding coins = Ledger.Find(_rig.Market("kraken"))!;
        coins.Lock(Qty("1"));
        Assert.That(Ledger.Withdraw(null, "BTC", Qty("3.5")), Is.Null);
        Ledger.Withdraw(null, "BTC", Qty("3"));
        Assert.That((coins.Quantity, coins.Cost, coins.Realized, coins.Available), Is.EqualTo((Qty("1"), Usd("50"), Usd("0"), Qty("0"))));
    }

    [Test]
    public void A_settlement_pays_at_once_or_waits_to_be_redeemed_once()
    {
        _rig.Give("kalshi", "10", "0.4", "KXT:YES");
        _rig.Give("kalshi", "20", "0.6", "KXT:NO");
        Ledger.Settle("kalshi", "KXT:YES", Px("1"), pays: true);
        Ledger.Settle("kalshi", "KXT:NO", Px("1"), pays: false);
        Ledger.Settle("kalshi", "KXT:NO", Px("0"), pays: true);
        Holding yes = Ledger.Find(_rig.Market("kalshi", "KXT:YES"))!;
        Holding no = Ledger.Find(_rig.Market("kalshi", "KXT:NO"))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((yes.Quantity, yes.Cost, yes.Realized, yes.IsRedeemed), Is.EqualTo((Qty("0"), Usd("0"), Usd("6"), false)));
            Assert.That((no.Quantity, no.SettledMark, no.Value, no.OpenProfit), Is.EqualTo((Qty("20"), (Px?)Px("1"), Usd("20"), Usd("8"))));
            Assert.That(_rig.Cash("kalshi"), Is.EqualTo(Usd("1010")));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((Ledger.Redeem("kalshi", "KXT:YES"), Ledger.Redeem("kalshi", "NONE")), Is.EqualTo((false, false)));
            Assert.That((Ledger.Redeem("kalshi", "KXT:NO"), Ledger.Redeem("kalshi", "KXT:NO")), Is.EqualTo((true, false)));
            Assert.That((_rig.Cash("kalshi"), no.IsRedeemed, no.Realized), Is.EqualTo((Usd("1030"), true, Usd("8"))));
        }
    }

    [Test]
    public void What_was_not_decided_cannot_be_redeemed()
    {
        _rig.Give("kalshi", "10", "0.4", "KXT:YES");
        Assert.That(Ledger.Redeem("kalshi", "KXT:YES"), Is.False);
        Assert.That(_rig.Cash("kalshi"), Is.EqualTo(Usd("1000")));
    }

    [Test]
    public void A_reset_position_begins_anew()
    {
        _rig.Give("kalshi", "10", "0.4", "KXT:YES");
        Ledger.Settle("kalshi", "KXT:YES", Px("1"), pays: false);
        Ledger.Redeem("kalshi", "KXT:YES");
        Holding yes = Ledger.Find(_rig.Market("kalshi", "KXT:YES"))!;
        yes.Trade(BookSide.Bid, Qty("1"), Usd("1"), Usd("0.1"));
        yes.PayFunding(Usd("3"));
        yes.Reset(Qty("5"), Px("0.5"));
        Assert.That((yes.Quantity, yes.Cost, yes.Realized, yes.Fees, yes.Funding), Is.EqualTo((Qty("5"), Usd("2.5"), Usd("0"), Usd("0"), Usd("0"))));
        Assert.That((yes.IsGiven, yes.SettledMark, yes.IsRedeemed), Is.EqualTo((true, (Px?)null, false)));
    }

    [Test]
    public void Orders_that_rest_make_no_row()
    {
        _rig.SubmitNode(Node("a", qty: "1", type: Limit("50"), symbol: Perp));
        Assert.That(Ledger.Holdings, Is.Empty);
        Assert.That(Ledger.Find(_rig.Market("hyperliquid", Perp))!.IsUsed, Is.False);
    }

    [Test]
    public void A_perp_that_is_older_than_its_cash_joins_it()
    {
        Ledger.Clear();
        _rig.Give("hyperliquid", "2", symbol: Perp);
        Ledger.CashAt("hyperliquid", "EUR");
        Assert.That(Ledger.CashAt("hyperliquid", "EUR").Margin.Perps, Is.Empty);
        Assert.That(Ledger.CashAt("kraken", "USD").Margin.Perps, Is.Empty);
        Assert.That(Ledger.CashAt("hyperliquid", "USD").Margin.Perps.Single().Quantity, Is.EqualTo(Qty("2")));
    }

    [Test]
    public void A_seed_that_takes_margin_away_ends_what_rests()
    {
        Graph graph = _rig.SubmitNode(Node("a", qty: "20", type: Limit("50"), symbol: Perp));
        _rig.Do(() => _rig.Engine.Seed(_rig.Trader, [new SeedRow("hyperliquid", null, "USD", Qty("201"), Px("1"))], replaces: false));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
        _rig.Do(() => _rig.Engine.Seed(_rig.Trader, [new SeedRow("hyperliquid", HoldingKind.Perp, Perp, Qty("3"), Px("10"))], replaces: false));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
    }

    [Test]
    public void A_value_beyond_the_scale_stays_at_its_end()
    {
        _rig.Give("hyperliquid", "1000000000", "9", Perp);
        Holding perp = Ledger.Find(_rig.Market("hyperliquid", Perp))!;
        _rig.Quote("hyperliquid", BookSide.Bid, "99", "1", Perp);
        _rig.Quote("hyperliquid", BookSide.Ask, "101", "1", Perp);
        Assert.That((perp.Value, perp.OpenProfit), Is.EqualTo((Usd("9223372036.854775807"), Usd("223372036.854775807"))));
        _rig.Give("hyperliquid", "-1000000000", "9", Perp);
        Assert.That((perp.Value, perp.OpenProfit), Is.EqualTo((Usd("-9223372036.854775807"), Usd("-223372036.854775807"))));
    }
}
