using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Analytics;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;

namespace Sequence.Sandbox.Tests.Analytics;

public sealed class ExecutionJournalTests
{
    private Rig _rig = null!;
    private ExecutionJournal _journal = null!;
    private List<CostReport> _reports = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _journal = new ExecutionJournal(_rig.Engine, _rig.Markets);
        _reports = [];
        _journal.Reported += _reports.Add;
        _rig.QuoteAround100();
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    [Test]
    public void Of_finished_orders_only_the_latest_are_kept_and_what_works_stays()
    {
        Graph resting = _rig.SubmitNode(Rig.Node("a", type: Rig.Limit("90")));
        for (int i = 0; i < ExecutionJournal.KeptOrders + 5; i++)
            _rig.SubmitNode(Rig.Node("a", qty: "0.01"));
        _rig.Advance(TimeSpan.FromSeconds(1));

        Assert.That(_reports, Has.Count.EqualTo(ExecutionJournal.KeptOrders + 5));
        Assert.That(_journal.Reports(_rig.Trader).Count(), Is.EqualTo(ExecutionJournal.KeptOrders));
        Assert.That(_journal.Find(_rig.Trader, _reports[0].Order.NodeOrderId), Is.Null);
        Assert.That(_journal.Find(_rig.Trader, _rig.Order(resting, "a").NodeOrderId), Is.Not.Null);
    }

    [Test]
    public void A_trace_keeps_the_latest_steps()
    {
        Graph graph = _rig.SubmitNode(Rig.Node("a", execution: """{"policy": "passive_limit"}"""));
        for (int cents = 1; cents <= 80; cents++)
        {
            _rig.Quote("binance", BookSide.Bid, $"99.{cents:00}", "1");
            _rig.Advance(TimeSpan.FromSeconds(1));
        }

        OrderRecord record = _journal.Find(_rig.Trader, _rig.Order(graph, "a").NodeOrderId)!;
        Assert.That(record.Trace, Has.Count.EqualTo(OrderRecord.KeptSteps));
        Assert.That(record.Trace.Select(step => step.EventType), Does.Not.Contain("admitted"));
    }

    [Test]
    public void A_routing_is_told_and_traced_alike_at_the_prices_of_its_moment_however_late_it_is_read()
    {
        var told = new List<RoutingReport>();
        _journal.Routed += (_, report) => told.Add(report);
        Graph graph = _rig.SubmitNode(Rig.Node("a"));
        _rig.Advance(TimeSpan.FromSeconds(1));
        JObject then = told.Single().ToJson();
        _rig.Quote("coinbase", BookSide.Bid, "95", "2000");
        _rig.Quote("coinbase", BookSide.Ask, "96", "1");
        _rig.Advance(TimeSpan.FromSeconds(1));

        Wire.TraceEvent traced = _journal.Find(_rig.Trader, _rig.Order(graph, "a").NodeOrderId)!.Trace.Single(step => step.EventType == "routed");
        Assert.That((decimal)then["est_cost_bps"]!, Is.EqualTo(100m), "bought at 101 around a middle of 100, without a fee");
        Assert.That(JToken.DeepEquals(JToken.Parse(traced.Detail!), then), Is.True, $"{traced.Detail} is not {then}");
    }

    [Test]
    public void An_order_that_replaces_another_counts_its_own_fills_alone()
    {
        Graph graph = _rig.SubmitNode(Rig.Node("a", qty: "2", type: Rig.Limit("100")));
        _rig.Advance(TimeSpan.FromSeconds(1));
        _rig.Quote("binance", BookSide.Ask, "100", "0.5");
        _rig.Advance(TimeSpan.FromSeconds(1));
        _rig.Do(() => _rig.Engine.Amend(_rig.Order(graph, "a"), new Amendment { Quantity = Rig.Qty("1"), QuantityAt = new Field("qty") }));
        _rig.Quote("binance", BookSide.Ask, "100", "0.5");
        _rig.Advance(TimeSpan.FromSeconds(1));

        Assert.That(_reports.Select(report => report.Executed.Quantity), Is.EqualTo([Rig.Qty("0.5"), Rig.Qty("0.5")]));
        Assert.That(_rig.Order(graph, "a", 2).Filled, Is.EqualTo(Rig.Qty("1")));
    }

    [Test]
    public void Every_order_is_reported_once_however_it_ends()
    {
        _rig.SubmitNode(Rig.Node("filled"));
        _rig.SubmitNode(Rig.Node("rejected", side: "sell", qty: "5"));
        _rig.SubmitNode(Rig.Node("expired", type: Rig.Limit("90"), execution: """{"tif": "IOC"}"""));
        Graph cancelled = _rig.SubmitNode(Rig.Node("cancelled", type: Rig.Limit("90")));
        _rig.Advance(TimeSpan.FromSeconds(1));
        _rig.Do(() => _rig.Engine.Cancel(cancelled));
        _rig.Advance(TimeSpan.FromSeconds(1));

        Assert.That(_reports.Select(report => report.Order.NodeId), Is.EquivalentTo(["filled", "rejected", "expired", "cancelled"]));
        Assert.That(_reports.Where(report => report.Executed.Vwap is null).Select(report => report.Cost.ShortfallBps), Is.All.Null.And.Exactly(3).Items);
    }
}
