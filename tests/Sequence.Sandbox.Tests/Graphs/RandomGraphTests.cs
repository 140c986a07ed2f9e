using CsCheck;
using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>Random graphs in random markets, paused and resumed: whatever happens, the books of a graph stay consistent and it can end.</summary>
public class RandomGraphTests
{
    private static readonly string[] Triggers =
    [
        "\"on_accepted\"", "\"on_first_fill\"", "\"on_fill\"", "\"on_full_fill\"", "\"on_cancel\"", "\"on_done\"",
        """{"on_timeout": {"ms": 700}}""",
        """{"on_price": {"symbol": "BTC-USD", "direction": "above", "offset_pct": -1}}""",
        """{"on_price": {"symbol": "BTC-USD", "direction": "below", "offset_pct": -5}}""",
    ];

    private static readonly string[] Edges =
    [
        "", """, "sizing": "residual" """, """, "sizing": "incremental_fill" """, """, "sizing": "parent_filled_qty" """,
        """, "sizing": {"linear_hedge": {"multiplier": -0.7}}""", """, "sizing": {"scaled_notional": {"multiplier": 0.5, "cap_usd": 300}}""",
        """, "on_parent_cancel": "cancel_all_open" """, """, "on_child_reject": "pause_graph" """,
    ];

    private static readonly string[] Styles =
    [
        "{}", """{"policy": "aggressive_chase", "max_slippage_bps": 60}""", """{"tif": "IOC"}""", """{"tif": "FOK"}""", """{"policy": "passive_limit", "escalate_after_ms": 900}""",
        """{"policy": "passive_ladder"}""", """{"policy": "time_drip", "horizon_ms": 4000}""", """{"horizon_ms": 1500, "max_slippage_bps": 80}""",
        """{"reduce_only": true}""", """{"pacing": {"uniform": {"num_slices": 3, "interval_ms": 600}}}""",
        """{"pacing": {"vwap": {"num_slices": 2, "interval_ms": 400}}, "horizon_ms": 700}""",
    ];

    private static readonly string[] Risks =
    [
        "", "", """, "risk": {"runtime": {"max_loss_usd": 30}, "failure": {"on_runtime_breach": "pause_graph"}}""",
        """, "risk": {"runtime": {"max_unhedged_qty": 4, "max_drawdown_usd": 20}}""",
    ];

    private static readonly Gen<string> Graphs =
        from nodes in Gen.Select(Gen.Bool, Gen.Long[10, 500_000_000], Gen.Int[0, 12], Gen.Int[0, Styles.Length - 1], Gen.Bool).Array[1, 5]
        from links in Gen.Select(Gen.Int[0, 5], Gen.Int[0, Triggers.Length - 1], Gen.Int[0, Edges.Length - 1]).Array[nodes.Length]
        from risk in Gen.Int[0, Risks.Length - 1]
        select Build(nodes, links, Risks[risk]);

    private static readonly Gen<(int Kind, int Venue, int Price, long Qty)[]> Events =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[-40, 40], Gen.Long[1_000, 400_000_000]).Array[5, 40];

    /// <summary>Each node but the first may hang on any node before it, so there is never a circle.</summary>
    private static string Build((bool IsBuy, long Qty, int Price, int Style, bool IsDerived)[] nodes, (int From, int Trigger, int More)[] links, string risk)
    {
        var edges = new List<string>();
        var texts = new List<string>();
        for (int i = 0; i < nodes.Length; i++)
        {
            (bool isBuy, long qty, int price, int style, bool isDerived) = nodes[i];
            bool isRoot = i == 0 || links[i].From >= i;
            if (!isRoot)
                edges.Add(Edge($"n{links[i].From}", $"n{i}", Triggers[links[i].Trigger], Edges[links[i].More]));
            texts.Add(Node(
                $"n{i}", isBuy ? "buy" : "sell", isDerived && !isRoot ? "derived" : Lots(qty).ToString(),
                price < 4 ? "\"market\"" : Limit($"{94 + price}"), Styles[style], isRoot, i % 2 == 0 ? "BTC-USD" : "BTC-USD-PERP"));
        }

        return GraphOf(texts, edges, risk);
    }

    /// <summary>Whole lots, at least one for each of the most slices.</summary>
    private static Sdk.Qty Lots(long raw) => Sdk.Qty.Max(Qty("0.0003"), Sdk.Qty.FromRaw(raw).RoundToLot(Qty("0.0001")));

    [Test]
    [Category("ManyRuns")]
    public void A_graph_stays_consistent_and_can_always_end()
    {
        Gen.Select(Graphs, Events).Sample(
            (json, events) =>
            {
                using var rig = new Rig();
                rig.Give("kraken", "3");
                rig.QuoteAround100();
                rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
                Graph graph = rig.Submit(json);
                foreach ((int kind, int venue, int price, long qty) in events)
                {
                    Happen(rig, graph, kind, venue, price, qty);
                    AssertConsistent(rig, graph);
                }

                rig.Do(() => rig.Engine.Cancel(graph));
                rig.Advance(TimeSpan.FromMinutes(1));
                AssertOver(rig, graph);
            },
            iter: 1000,
            threads: 1);
    }

    private static void Happen(Rig rig, Graph graph, int kind, int venue, int price, long qty)
    {
        string name = new[] { "coinbase", "kraken", "binance" }[venue];
        switch (kind)
        {
            case < 4:
                rig.Quote(name, price < 0 ? BookSide.Ask : BookSide.Bid, (Px("100") + Sdk.Px.FromRaw(price * 250_000_000L)).ToString(), Lots(qty).ToString());
                break;
            case 4:
                rig.Do(() => rig.Engine.Pause(graph));
                break;
            case 5 when !graph.IsEnded:
                rig.Do(() => rig.Engine.Resume(graph));
                break;
            default:
                rig.Advance(TimeSpan.FromMilliseconds(Math.Abs(price) * 30));
                break;
        }
    }

    private static void AssertConsistent(Rig rig, Graph graph)
    {
        foreach (Sequence.Exchange.Graphs.GraphNode node in graph.Nodes)
        {
            Assert.That(node.Filled, Is.LessThanOrEqualTo(node.Target), node.Spec.Id);
            List<OrderState> orders = [.. rig.Engine.Orders(rig.Trader).Where(order => order.NodeId == node.Spec.Id)];
            Assert.That(orders.Sum(order => order.Filled.Raw), Is.EqualTo(node.Filled.Raw));
            Assert.That(orders.Count(order => !order.IsTerminal), Is.LessThanOrEqualTo(1));
            Assert.That(orders.All(order => order.Filled <= order.Quantity), Is.True);
            if (node.Slices.Count > 0)
                Assert.That(node.Slices.Sum(slice => slice.Filled.Raw), Is.EqualTo(node.Filled.Raw));
        }

        if (graph.Status == Wire.GraphStatus.Paused)
            Assert.That(Rested(rig), Is.EqualTo(Usd("0")), "a paused graph has nothing on the books");
    }

    private static void AssertOver(Rig rig, Graph graph)
    {
        Assert.That(graph.IsEnded, Is.True);
        Assert.That(graph.Nodes.Select(node => node.End), Has.None.Null);
        Assert.That(rig.Engine.Orders(rig.Trader).Select(order => order.IsTerminal), Is.All.True);
        Assert.That(rig.Engine.Orders(rig.Trader).Select(order => order.Status.Value), Has.None.EqualTo("FILLED").And.None.EqualTo("REJECTED"));
        Assert.That(Rested(rig), Is.EqualTo(Usd("0")));
        foreach (IGrouping<string, (string Order, string Status)> order in rig.Changes.GroupBy(change => change.Order))
        {
            string states = string.Join(' ', order.Select(change => change.Status).Where(status => status is not "PARTIAL"));
            Assert.That(states, Does.Match("^NEW PENDING (ACCEPTED )+(FILLED COMPLETED|CANCELLED|FAILED)$|^NEW PENDING REJECTED FAILED$"), order.Key);
        }
    }

    private static Usd Rested(Rig rig) => rig.Ledger.Cash.Aggregate(Usd("0"), (sum, cash) => sum + cash.Locked);
}
