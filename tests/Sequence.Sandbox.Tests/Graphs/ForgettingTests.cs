using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>An exchange that trades for ever must not remember for ever.</summary>
public sealed class ForgettingTests
{
    [Test]
    public void The_oldest_graphs_that_are_over_are_forgotten_with_their_orders_and_fills()
    {
        using var rig = new Rig();
        Graph resting = rig.SubmitNode(Node("a", type: Limit("50")));
        rig.Quote("binance", BookSide.Ask, "100", "90000");
        const int Count = AccountActivity.KeptGraphs + 1_500;
        var ids = new List<string>();
        for (int i = 0; i < Count; i++)
        {
            ids.Add(rig.SubmitNode(Node("a", execution: """{"tif": "IOC"}""")).Id);
            rig.Advance(TimeSpan.FromMilliseconds(1));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids.Count(id => rig.Engine.Find(rig.Trader, id) is not null), Is.InRange(AccountActivity.KeptGraphs, AccountActivity.KeptGraphs + 1_000));
            Assert.That(rig.Engine.Orders(rig.Trader), Has.Count.EqualTo(ids.Count(id => rig.Engine.Find(rig.Trader, id) is not null) + 1));
            Assert.That(rig.Engine.Fills(rig.Trader), Has.Count.EqualTo(rig.Engine.Orders(rig.Trader).Count - 1));
            Assert.That(rig.Engine.Find(rig.Trader, ids[0]), Is.Null);
            Assert.That(rig.Engine.Find(rig.Trader, ids[^1]), Is.Not.Null);
            Assert.That(rig.Engine.Find(rig.Trader, resting.Id), Is.SameAs(resting), "what works is never forgotten");
            Assert.That(rig.Held("binance"), Is.EqualTo(Qty($"{Count}")));
        }
    }
}
