using CsCheck;
using NUnit.Framework;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sandbox.Tests.Execution;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Execution.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>Random trading on all kinds of markets: to the last integer, nothing appears and nothing gets lost.</summary>
public class ConservationTests
{
    private enum Step
    {
        Quote,
        Order,
        Cancel,
        Wait,
    }

    private static readonly (string Venue, string Symbol)[] Books =
    [
        ("coinbase", "BTC-USD"), ("kraken", "BTC-USD"), ("binance", "BTC-USD"), ("hyperliquid", "BTC-USD-PERP"), ("kalshi", "KXT:YES"),
    ];

    private static readonly string[] Styles =
    [
        "{}", """{"tif": "IOC"}""", """{"tif": "FOK"}""", """{"policy": "passive_limit"}""", """{"policy": "passive_ladder"}""",
        """{"policy": "time_drip", "horizon_ms": 4000}""", """{"horizon_ms": 1500}""", """{"reduce_only": true}""",
        """{"pacing": {"uniform": {"num_slices": 3, "interval_ms": 700}}}""",
    ];

    private static readonly Gen<(Step Kind, int Book, bool IsBuy, int Price, long Qty, int Style)[]> Steps = Gen.Select(
        Gen.Frequency((4, Gen.Const(Step.Quote)), (5, Gen.Const(Step.Order)), (1, Gen.Const(Step.Cancel)), (2, Gen.Const(Step.Wait))),
        Gen.Int[0, Books.Length - 1],
        Gen.Bool,
        Gen.Int[1, 99],
        Gen.Long[3, 999_999_999],
        Gen.Int[0, Styles.Length - 1]).Array[10, 60];

    [Test]
    public void Cash_positions_and_fees_always_add_up_to_the_deposits()
    {
        Steps.Sample(
            steps =>
            {
                using var rig = new Rig();
                rig.Do(() => rig.Ledger.Open(rig.Markets));
                var graphs = new List<Graph>();
                foreach ((Step kind, int book, bool isBuy, int price, long qty, int style) in steps)
                {
                    Take(rig, graphs, kind, Books[book], isBuy, price, qty, Styles[style]);
                    AssertSound(rig);
                }

                foreach (Graph graph in graphs)
                    rig.Do(() => rig.Engine.Cancel(graph));
                AssertSound(rig);
                Assert.That(rig.Ledger.Cash.Select(cash => cash.Locked), Is.All.EqualTo(Usd("0")));
                Assert.That(rig.Ledger.Holdings.Select(holding => holding.Locked), Is.All.EqualTo(Qty("0")));
                Assert.That(graphs.Select(graph => graph.IsEnded), Is.All.True);
            },
            iter: 300,
            threads: 1);
    }

    private static void Take(Rig rig, List<Graph> graphs, Step kind, (string Venue, string Symbol) book, bool isBuy, int price, long qty, string style)
    {
        string at = book.Symbol == "KXT:YES" ? $"0.{price:00}" : $"{price + 50}.{price:00}";
        Qty size = Sdk.Qty.FromRaw(qty);
        switch (kind)
        {
            case Step.Quote:
                rig.Quote(book.Venue, isBuy ? BookSide.Bid : BookSide.Ask, at.TrimStart(), size.ToString(), book.Symbol);
                break;
            case Step.Order:
                graphs.Add(rig.SubmitNode(Node(
                    "a", isBuy ? "buy" : "sell", size.ToString(), price % 2 == 0 ? "\"market\"" : Limit(at), style, symbol: book.Symbol)));
                break;
            case Step.Cancel when graphs.Count > 0:
                rig.Do(() => rig.Engine.Cancel(graphs[price % graphs.Count]));
                break;
            default:
                rig.Advance(TimeSpan.FromMilliseconds(price * 30));
                break;
        }
    }

    private static void AssertSound(Rig rig)
    {
        foreach (CashBalance cash in rig.Ledger.Cash)
        {
            List<Holding> holdings = [.. rig.Ledger.Holdings.Where(holding => holding.Venue == cash.Venue)];
            long paid = holdings.Where(holding => holding.Kind != HoldingKind.Perp).Sum(holding => holding.Cost.Raw);
            long fees = holdings.Sum(holding => holding.Fees.Raw);
            long realized = holdings.Sum(holding => holding.Realized.Raw);
            Assert.That(cash.Amount.Raw + paid + fees - realized, Is.EqualTo(Ledger.OpeningCash.Raw), cash.Venue);
            Assert.That(cash.Amount.Raw, Is.GreaterThanOrEqualTo(0));
            Assert.That(cash.Locked.Raw, Is.GreaterThanOrEqualTo(0).And.LessThanOrEqualTo(cash.Amount.Raw));
        }

        foreach (Holding holding in rig.Ledger.Holdings)
            AssertMatchesFills(rig, holding);
    }

    /// <summary>An independent count: the fills alone give quantity, fees, and what was paid.</summary>
    private static void AssertMatchesFills(Rig rig, Holding holding)
    {
        List<ExecutionReport> fills = [.. rig.Engine.Fills(rig.Trader).Where(fill => fill.Venue == holding.Venue)];
        Assert.That(holding.Quantity.Raw, Is.EqualTo(fills.Sum(fill => Sign(fill) * fill.Quantity.Raw)));
        Assert.That(holding.Fees.Raw, Is.EqualTo(fills.Sum(fill => fill.Fee.Raw)));
        Assert.That(holding.Cost.Raw - holding.Realized.Raw, Is.EqualTo(fills.Sum(fill => Sign(fill) * (fill.Price * fill.Quantity).Raw)));
        Assert.That(holding.Locked.Raw, Is.GreaterThanOrEqualTo(0));
        if (holding.Kind != HoldingKind.Perp)
            Assert.That(holding.Available.Raw, Is.GreaterThanOrEqualTo(0));
    }

    private static int Sign(ExecutionReport fill) => fill.Side == BookSide.Bid ? 1 : -1;
}
