using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Level 5 of the SDK against the exchange.</summary>
public sealed class MonitorTests
{
    private Trading _trading = null!;
    private OrderResponse _order = null!;

    private SequenceClient Client => _trading.Client;

    [SetUp]
    public async Task Trade()
    {
        _trading = await Trading.StartAsync();
        SubmitResult submit = await Client.Buy("ETH-USD", 30m).SubmitAsync();
        _order = await Client.WaitForOrderAsync(submit.NodeOrderId("order"), order => order.Tca is not null);
    }

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_trace_goes_from_admission_to_completion()
    {
        IReadOnlyList<TraceEvent> trace = await Client.GetTraceAsync(_order.NodeOrderId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace[0].EventType, Is.EqualTo("admitted"));
            Assert.That(trace.Select(step => step.EventType), Is.SupersetOf(new[] { "routed", "edge_submitted", "venue_acked", "first_fill" }));
            Assert.That(trace[^1].EventType, Is.EqualTo("completed"));
            Assert.That(trace.First(step => step.EventType == "first_fill").Venue, Is.Not.Empty);
            Assert.That(trace.Select(step => step.Timestamp.Raw), Is.Ordered);
            Assert.That(await Client.GetTraceAsync(_order.NodeOrderId, 1), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task The_costs_of_an_order_agree_with_its_fills()
    {
        List<Fill> fills = [];
        await foreach (Fill fill in Client.Fills().EnumerateAsync())
            fills.Add(fill);
        JToken review = await Client.GetExecutionReviewAsync(_order.NodeOrderId);
        JToken all = await Client.GetTcaAsync("ETH-USD");
        Usd notional = fills.Aggregate(Usd.Zero, (sum, fill) => sum + (fill.Price * fill.Qty));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((long?)review["achieved_vwap_1e9"], Is.EqualTo((notional / Qty.FromDecimal(30m)).Raw));
            Assert.That((long?)review["fees_usd_1e9"], Is.EqualTo(fills.Sum(fill => fill.FeeUsd?.Raw)));
            Assert.That(JToken.DeepEquals(review, JObject.FromObject(_order.Tca!)));
            Assert.That(((int?)all["orders"], (long?)all["notional_usd_1e9"]), Is.EqualTo(((int?)1, (long?)notional.Raw)));
            Assert.That((int?)(await Client.GetTcaAsync(new TcaFilter { Venue = "hyperliquid" }))["orders"], Is.Zero);
        }
    }

    [Test]
    public async Task Every_read_of_the_level_answers()
    {
        JToken[] answers =
        [
            await Client.GetTcaAsync(),
            await Client.GetIntelAsync("ETH-USD"),
            await Client.GetDepthAsync("ETH-USD"),
            await Client.GetSlippageAsync("ETH-USD", Side.Buy),
            await Client.GetRoutingAsync("ETH-USD", Side.Sell, 1m),
            await Client.GetForecastAsync("ETH-USD", Side.Buy, 1m),
            await Client.SimulateExecutionAsync("ETH-USD", Side.Buy, 1m, Urgency.Medium),
            await Client.GetExecutionLiveAsync(_order.NodeOrderId),
            await Client.GetExecutionSummaryAsync(),
            await Client.Analytics.GetPortfolioAsync(),
            await Client.Analytics.GetExecutionAsync(),
            await Client.Analytics.GetVenuesAsync(),
            await Client.Analytics.GetMarketAsync("ETH-USD"),
            await Client.Analytics.GetAbReportAsync(),
            await Client.Analytics.GetTcaReportAsync(),
            await Client.Analytics.GetTcaTimeseriesAsync(),
            await Client.Analytics.GetTcaVenuesAsync(),
            await Client.Analytics.GetTcaQualityAsync(),
        ];
        Assert.That(answers.Select(answer => answer.Type), Is.All.EqualTo(JTokenType.Object));
        Assert.That(answers, Is.All.Not.Empty);
    }

    [Test]
    public async Task A_routing_names_what_the_router_then_does()
    {
        JToken routing = await Client.GetRoutingAsync("ETH-USD", Side.Buy, 0.5m);
        SubmitResult submit = await Client.Buy("ETH-USD", 0.5m).SubmitAsync();
        await Client.WaitForOrderAsync(submit.NodeOrderId("order"), order => order.IsTerminal);
        TraceEvent routed = (await Client.GetTraceAsync(submit.NodeOrderId("order"))).First(step => step.EventType == "routed");
        Assert.That(routing["legs"], Is.Not.Empty);
        JToken detail = JToken.Parse(routed.Detail!);
        Assert.That((string?)detail["side"], Is.EqualTo("BUY"));
        Assert.That(detail["legs"]!.Sum(leg => (long)leg["qty_1e8"]!), Is.EqualTo(50_000_000));
    }

    [Test]
    public async Task An_unknown_order_is_404() => await Assert.ThatAsync(
        () => Client.GetTraceAsync("graph:none:order:1"), Throws.TypeOf<SequenceApiException>().With.Property("Status").EqualTo(404));
}
