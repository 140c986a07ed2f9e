using CsCheck;
using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>
/// Random trading of three accounts on all kinds of markets, with funding, liquidations and questions that are decided: to the last integer,
/// nothing appears and nothing gets lost, and the accounts' fills are what the books matched.
/// </summary>
public class ConservationTests
{
    private const int Runs = 1_000;

    private static readonly string[] Styles =
    [
        "{}", """{"tif": "IOC"}""", """{"tif": "FOK"}""", """{"policy": "passive_limit"}""", """{"policy": "passive_ladder"}""",
        """{"policy": "aggressive_chase"}""", """{"policy": "time_drip", "horizon_ms": 4000}""", """{"horizon_ms": 1500}""", """{"reduce_only": true}""",
        """{"pacing": {"uniform": {"num_slices": 3, "interval_ms": 700}}}""",
    ];

    private static readonly Gen<TradingStep[]> Steps = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(StepKind.Quote)), (10, Gen.Const(StepKind.Order)), (2, Gen.Const(StepKind.Cancel)), (2, Gen.Const(StepKind.Amend)), (4, Gen.Const(StepKind.Wait)), (2, Gen.Const(StepKind.Fund)), (1, Gen.Const(StepKind.Decide)), (1, Gen.Const(StepKind.Redeem))),
        Gen.Int[0, TradingFloor.Traders - 1],
        Gen.Int[0, TradingFloor.Books.Count - 1],
        Gen.Bool,
        Gen.Int[1, 99],
        Gen.Long[3, 999_999_999],
        Gen.OneOf([.. Styles.Select(Gen.Const)]),
        (kind, trader, book, isBuy, price, qty, style) => new TradingStep(kind, trader, book, isBuy, price, qty, style)).Array[10, 60];

    [Test]
    [Category("ManyRuns")]
    public void Cash_positions_fees_and_funding_always_add_up_to_the_deposits()
    {
        Gen.Select(Gen.OneOf(Gen.Const(Ledger.OpeningCash), Gen.Const(Sdk.Usd.FromRaw(2_000_000_000_000))), Steps).Sample(
            (cash, steps) =>
            {
                using var floor = new TradingFloor(cash);
                foreach (TradingStep step in steps)
                {
                    floor.Take(step);
                    AssertSound(floor);
                }

                floor.Close();
                AssertSound(floor);
                AssertFinished(floor);
                foreach (Account account in floor.Accounts)
                    AssertMatchesTape(floor, account);
            },
            iter: Runs,
            threads: 1);
    }

    /// <summary>Each check must be able to fail: a unit that slips in is seen.</summary>
    [Test]
    public void A_single_unit_too_many_is_seen()
    {
        using var floor = new TradingFloor(Ledger.OpeningCash);
        AssertSound(floor);
        floor.Accounts[1].Ledger.CashAt("kraken", "USD").Add(Sdk.Usd.FromRaw(1));
        Assert.That(() => AssertSound(floor), Throws.InvalidOperationException.With.Message.EqualTo("kraken is off by 1"));
    }

    private static void AssertSound(TradingFloor floor)
    {
        foreach (Account account in floor.Accounts)
        {
            foreach (CashBalance cash in account.Ledger.Cash)
                AssertAddsUp(account.Ledger, cash, floor.Cash);
            foreach (Holding holding in account.Ledger.Holdings)
                Require(holding.Locked.Raw >= 0 && (holding.Kind == HoldingKind.Perp || holding.Available.Raw >= 0), $"{holding.Symbol} on {holding.Venue} is short");
        }

        long funding = floor.Accounts.SelectMany(account => account.Ledger.Holdings).Sum(holding => holding.Funding.Raw);
        Require(funding == floor.Clearing.House.Raw, "the house has what the accounts paid");
        Require(floor.Fund.Paid.Raw == floor.Accounts.SelectMany(account => account.Ledger.Cash).Sum(cash => cash.Insured.Raw), "the fund has paid what the accounts got");
        Require(floor.Fund.Received.Raw == floor.Accounts.SelectMany(floor.Engine.Fills).Where(fill => fill.Order.NodeId == GraphEngine.LiquidationNode).Sum(fill => InsuranceFund.Fee(fill.Price * fill.Quantity).Raw), "the fund has the fees of liquidations");
        Require(floor.Breaches.Count == 0, string.Join("; ", floor.Breaches));
    }

    private static void AssertAddsUp(Ledger ledger, CashBalance cash, Sdk.Usd deposit)
    {
        Require(cash.Amount.Raw >= 0, $"{cash.Venue} owes {cash.Amount}");
        long sum = cash.Amount.Raw - cash.Insured.Raw;
        foreach (Holding holding in ledger.Holdings.Where(holding => holding.Venue == cash.Venue))
            sum += (holding.Kind == HoldingKind.Perp ? 0 : holding.Cost.Raw) + holding.Fees.Raw + holding.Funding.Raw - holding.Realized.Raw;
        Require(sum == deposit.Raw, $"{cash.Venue} is off by {sum - deposit.Raw}");
        Require(cash.Locked.Raw >= 0 && cash.Locked <= cash.Amount, $"{cash.Venue} holds back {cash.Locked} of {cash.Amount}");
    }

    private static void AssertFinished(TradingFloor floor)
    {
        Require(floor.Graphs.All(graph => graph.IsEnded), "a graph did not end");
        Require(floor.Accounts.SelectMany(account => account.Ledger.Cash).All(cash => cash.Locked.Raw == 0), "cash stays held back");
        Require(floor.Accounts.SelectMany(account => account.Ledger.Holdings).All(holding => holding.Locked.Raw == 0), "holdings stay held back");
    }

    /// <summary>An independent count: the tape alone gives what each order filled, and the fills what each holding is and cost.</summary>
    private static void AssertMatchesTape(TradingFloor floor, Account account)
    {
        IReadOnlyList<ExecutionReport> fills = floor.Engine.Fills(account);
        foreach (IGrouping<OrderState, ExecutionReport> order in fills.GroupBy(fill => fill.Order))
        {
            long matched = floor.Tape.Sum(trade =>
                (trade.MakerReference == order.Key.NodeOrderId ? trade.Qty.Raw : 0) + (trade.TakerReference == order.Key.NodeOrderId ? trade.Qty.Raw : 0));
            Require(order.Sum(fill => fill.Quantity.Raw) == matched, $"{order.Key.NodeOrderId} filled something else than the book matched");
        }

        foreach (Holding holding in account.Ledger.Holdings)
        {
            List<ExecutionReport> mine = [.. fills.Where(fill => fill.Venue == holding.Venue && (fill.Order.Symbol == holding.Symbol || holding.Kind == HoldingKind.Crypto))];
            long quantity = mine.Sum(fill => Sign(fill) * fill.Quantity.Raw);
            Require(holding.SettledMark is not null || holding.Quantity.Raw == quantity, $"{holding.Symbol} on {holding.Venue} is not what was filled");
            Require(holding.Fees.Raw == mine.Sum(fill => fill.Fee.Raw), $"fees of {holding.Symbol}");
            long paid = mine.Sum(fill => Sign(fill) * (fill.Price * fill.Quantity).Raw);
            long payout = holding.SettledMark is { } mark && holding.Quantity.Raw == 0 ? (mark * Sdk.Qty.FromRaw(quantity)).Raw : 0;
            Require(holding.Cost.Raw - holding.Realized.Raw == paid - payout, $"cost of {holding.Symbol} on {holding.Venue}");
        }
    }

    private static int Sign(ExecutionReport fill) => fill.Side == BookSide.Bid ? 1 : -1;

    /// <summary>An assertion would cost more than what it checks.</summary>
    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
