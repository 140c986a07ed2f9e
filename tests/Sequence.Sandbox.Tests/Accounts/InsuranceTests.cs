using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>Who pays when cash does not suffice. Perps cost no fee here, but where a test says so.</summary>
public sealed class InsuranceTests
{
    private Rig _rig = null!;
    private VenueMarket _btc = null!;
    private VenueMarket _eth = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.Do(() =>
        {
            _btc = List("BTC-USD-PERP");
            _eth = List("ETH-USD-PERP");
            _rig.Ledger.Restart(Usd("100"));
            _rig.Ledger.Open(_rig.Markets);
        });
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private CashBalance Cash => _rig.Ledger.CashFor(_btc);

    private VenueMarket List(string symbol) => _rig.Markets.List(
        "bybit", new Instrument(symbol, Sequence.Exchange.Instruments.InstrumentKind.Perp, symbol[..3], "USD", Px("0.1"), Qty("0.0001"), 0, 0));

    private void Book(VenueMarket market, BookSide side, string qty, string price, string fee = "0") =>
        _rig.Do(() => _rig.Ledger.Book(market, side, Qty(qty), Px(price), Usd(fee)));

    private void Quote(VenueMarket market, string mid)
    {
        _rig.Do(() =>
        {
            foreach (BookOrder order in market.Book.Orders(BookSide.Bid).Concat(market.Book.Orders(BookSide.Ask)).ToList())
                market.Book.Cancel(order);
        });
        _rig.Quote("bybit", BookSide.Bid, (Px(mid) - Px("1")).ToString(), "1", market.Instrument.Symbol);
        _rig.Quote("bybit", BookSide.Ask, (Px(mid) + Px("1")).ToString(), "1", market.Instrument.Symbol);
    }

    [Test]
    public void A_loss_beyond_the_cash_is_paid_by_the_fund()
    {
        Book(_btc, BookSide.Bid, "2", "100");
        Book(_btc, BookSide.Ask, "2", "40", fee: "1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Cash.Amount, Cash.Insured), Is.EqualTo((Usd("0"), Usd("21"))));
            Assert.That((_rig.Ledger.Fund.Paid, _rig.Ledger.Fund.Received, _rig.Ledger.Fund.Balance), Is.EqualTo((Usd("21"), Usd("0"), Usd("-21"))));
        }
    }

    [Test]
    public void A_loss_within_the_cash_is_the_accounts_own()
    {
        Book(_btc, BookSide.Bid, "2", "100");
        Book(_btc, BookSide.Ask, "2", "50");
        Assert.That((Cash.Amount, Cash.Insured), Is.EqualTo((Usd("0"), Usd("0"))));
    }

    [Test]
    public void Open_profit_of_another_perp_pays_before_the_fund_and_moves_its_entry_price()
    {
        Book(_eth, BookSide.Ask, "1", "200");
        Book(_btc, BookSide.Bid, "2", "100");
        Quote(_eth, "170");
        Book(_btc, BookSide.Ask, "2", "40");
        Holding eth = _rig.Ledger.Find(_eth)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Cash.Amount, Cash.Insured, Cash.Margin.Equity), Is.EqualTo((Usd("0"), Usd("0"), 10m)));
            Assert.That((eth.EntryPrice, eth.Realized, eth.OpenProfit), Is.EqualTo((Px("180"), Usd("20"), Usd("10"))));
        }

        _rig.Do(() => _rig.Ledger.PayFunding(eth, Usd("15")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Cash.Amount, Cash.Insured, Cash.Margin.Equity), Is.EqualTo((Usd("0"), Usd("5"), 0m)));
            Assert.That((eth.EntryPrice, eth.Realized, eth.Funding), Is.EqualTo((Px("170"), Usd("30"), Usd("15"))));
        }
    }

    [Test]
    public void The_largest_profit_pays_first()
    {
        VenueMarket sol = _rig.Markets.List("bybit", _btc.Instrument with { Symbol = "SOL-USD-PERP" });
        Book(_btc, BookSide.Bid, "1", "100");
        Book(_eth, BookSide.Bid, "1", "100");
        Book(sol, BookSide.Bid, "1", "100");
        Quote(_btc, "110");
        Quote(_eth, "130");
        Book(sol, BookSide.Ask, "1", "0.5", fee: "30.5");
        Assert.That((_rig.Ledger.Find(_btc)!.Realized, _rig.Ledger.Find(_eth)!.Realized, Cash.Insured), Is.EqualTo((Usd("0"), Usd("30"), Usd("0"))));
        Book(sol, BookSide.Bid, "1", "100", fee: "11");
        Assert.That((_rig.Ledger.Find(_btc)!.Realized, Cash.Insured, Cash.Amount), Is.EqualTo((Usd("10"), Usd("1"), Usd("0"))));
    }

    [Test]
    public void Funding_beyond_the_cash_is_paid_by_the_fund()
    {
        Book(_btc, BookSide.Bid, "1", "100");
        _rig.Do(() => _rig.Ledger.PayFunding(_rig.Ledger.Find(_btc)!, Usd("100.5")));
        Assert.That((Cash.Amount, Cash.Insured, _rig.Ledger.Fund.Paid), Is.EqualTo((Usd("0"), Usd("0.5"), Usd("0.5"))));
    }

    [Test]
    public void Spot_is_not_insured()
    {
        VenueMarket spot = _rig.Market("kraken");
        _rig.Do(() => _rig.Ledger.Book(spot, BookSide.Bid, Qty("1"), Px("100"), Usd("1")));
        Assert.That((_rig.Cash("kraken"), _rig.Ledger.Fund.Paid), Is.EqualTo((Usd("-1"), Usd("0"))), "the ledger books what it is told; orders are checked before");
    }

    [TestCase("1000", "5")]
    [TestCase("0.0000001", "0")]
    [TestCase("0.0000003", "0.000000002", Description = "half to even")]
    public void The_fee_of_a_liquidation_is_50_basis_points(string notional, string fee) => Assert.That(InsuranceFund.Fee(Usd(notional)), Is.EqualTo(Usd(fee)));

    [Test]
    public void All_accounts_of_an_exchange_share_the_fund()
    {
        var fund = new InsuranceFund();
        var keyring = new Keyring(new Random(1), fund: fund);
        Assert.That(keyring.AccountOf(keyring.NewKey()).Ledger.Fund, Is.SameAs(fund));
        Assert.That(new Client("client_1", limit: null).Live.Ledger.Fund, Is.Not.SameAs(fund));
        Assert.That(new Client("client_1", limit: null, fund: fund).Live.Ledger.Fund, Is.SameAs(fund));
    }

    [Test]
    public void A_liquidation_pays_its_fee_into_the_fund_and_the_fund_pays_what_is_missing()
    {
        _rig.OpenClearing();
        _rig.Quote("bybit", BookSide.Ask, "100", "4", _btc.Instrument.Symbol);
        _rig.SubmitNode(Node("a", qty: "4", symbol: _btc.Instrument.Symbol, venue: "\"bybit\""));
        Quote(_btc, "83.4");
        _rig.Advance(TimeSpan.FromSeconds(3));
        Holding btc = _rig.Ledger.Find(_btc)!;
        Assert.That(btc.Quantity, Is.EqualTo(Qty("4")), "33.6 of equity carry 333.6");
        Quote(_btc, "83.3");
        _rig.Do(() => _btc.Book.Cancel(_btc.Book.Orders(BookSide.Bid).Single()));
        _rig.Quote("bybit", BookSide.Bid, "70", "4", _btc.Instrument.Symbol);
        _rig.Quote("bybit", BookSide.Bid, "70.2", "1", _btc.Instrument.Symbol);
        _rig.Advance(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((btc.Quantity, btc.Realized), Is.EqualTo((Qty("0"), Usd("-119.8"))), "1 at 70.2 and 3 at 70");
            Assert.That(btc.Fees, Is.EqualTo(Usd("1.401")), "half a percent of 280.2");
            Assert.That((_rig.Ledger.Fund.Received, _rig.Ledger.Fund.Paid), Is.EqualTo((Usd("1.401"), Usd("21.201"))));
            Assert.That(Cash.Amount, Is.EqualTo(Usd("0")));
            Assert.That(_rig.Engine.Fills(_rig.Trader).Sum(fill => fill.Fee.ToDecimal()), Is.EqualTo(1.401m));
        }
    }

    [TestCase("100", false)]
    [TestCase("99.9", true)]
    public void Maintenance_is_a_tenth_of_the_value_at_the_mark(string mark, bool isUndermargined)
    {
        Book(_btc, BookSide.Bid, "10", "100");
        Quote(_btc, mark);
        Assert.That(Cash.Margin.IsUndermargined, Is.EqualTo(isUndermargined));
    }

    [Test]
    public void A_seeded_position_counts_for_orders_and_not_for_liquidation()
    {
        Quote(_eth, "100");
        Book(_btc, BookSide.Bid, "1", "100");
        _rig.Give("bybit", "10", "108", "ETH-USD-PERP");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Cash.Margin.IsUndermargined, Cash.Margin.Equity), Is.EqualTo((false, 20m)));
            Assert.That(Cash.Margin.Traded.Select(perp => perp.Symbol), Is.EqualTo(["BTC-USD-PERP"]));
            Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("-200")), "20 less a fifth of 1100");
        }

        Book(_eth, BookSide.Bid, "0.0001", "100");
        Assert.That((Cash.Margin.IsUndermargined, Cash.Margin.Traded.Count()), Is.EqualTo((true, 2)));
    }

    [Test]
    public void A_short_is_below_maintenance_when_the_mark_rises()
    {
        Book(_btc, BookSide.Ask, "10", "100");
        Quote(_btc, "100.1");
        Assert.That((Cash.Margin.IsUndermargined, Cash.Margin.Equity), Is.EqualTo((true, 99m)));
    }

    [Test]
    public void A_loss_beyond_the_scale_stays_at_its_end()
    {
        _rig.Give("bybit", "90000", "100000", "BTC-USD-PERP");
        _rig.Give("bybit", "90000", "100000", "ETH-USD-PERP");
        Quote(_btc, "10");
        Quote(_eth, "10");
        Assert.That((Cash.Margin.Equity, Cash.Margin.Free), Is.EqualTo((-17998199900m, Sdk.Usd.MinValue)));
        Assert.That(_rig.Ledger.Withdraw("bybit", "USD", Qty("1")), Is.Null);
    }
}
