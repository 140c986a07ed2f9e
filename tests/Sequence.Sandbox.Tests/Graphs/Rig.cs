using Sequence.Exchange.Tactics;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Exchange.Risk;
using Sequence.Sandbox.Http;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>A market place with nobody in it but the test, on virtual time: every fill is foreseeable.</summary>
internal sealed class Rig : IDisposable
{
    private static readonly JsonSerializerSettings Json = new()
    {
        FloatParseHandling = FloatParseHandling.Decimal,
        DateParseHandling = DateParseHandling.None,
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private readonly Scheduler _scheduler;

    /// <param name="feeStep">What kalshi rounds the fee of an order up to; 0 for no rounding.</param>
    public Rig(string feeStep = "0")
    {
        _scheduler = new Scheduler(_time);
        Markets = new MarketPlace(() => _scheduler.Now);
        foreach ((string venue, decimal taker) in new[] { ("coinbase", 10m), ("kraken", 20m), ("binance", 0m) })
            Markets.List(venue, new Instrument("BTC-USD", Sequence.Exchange.Instruments.InstrumentKind.Spot, "BTC", "USD", Px("0.01"), Qty("0.0001"), taker, 5));
        Markets.List("hyperliquid", new Instrument("BTC-USD-PERP", Sequence.Exchange.Instruments.InstrumentKind.Perp, "BTC", "USD", Px("0.1"), Qty("0.0001"), 4, 1));
        foreach (string outcome in new[] { "KXT:YES", "KXT:NO" })
            Markets.List("kalshi", new Instrument(outcome, Sequence.Exchange.Instruments.InstrumentKind.Prediction, outcome, "USD", Px("0.01"), Qty("1"), 350, 0) { FeeStep = Usd(feeStep) });
        Engine = new GraphEngine(_scheduler, Markets, new TacticSelector(), seed: 7);
        Engine.OrderChanged += (_, order) => Changes.Add((order.NodeOrderId, order.Status.Value));
    }

    public MarketPlace Markets { get; }

    public GraphEngine Engine { get; }

    public Account Trader { get; } = new Client("client_1", limit: null).Paper;

    public List<(string Order, string Status)> Changes { get; } = [];

    /// <summary>The states that orders went through, in order.</summary>
    public string States => string.Join(' ', Changes.Select(change => change.Status));

    public Ledger Ledger => Trader.Ledger;

    public static Px Px(string text) => Sdk.Px.Parse(text, null);

    public static Qty Qty(string text) => Sdk.Qty.Parse(text, null);

    public static Usd Usd(string text) => Sdk.Usd.Parse(text, null);

    public VenueMarket Market(string venue, string symbol = "BTC-USD") => Markets.Find(venue, symbol)!;

    /// <summary>Somebody rests an order; what it crosses trades.</summary>
    public BookOrder Quote(string venue, BookSide side, string price, string qty, string symbol = "BTC-USD") =>
        _scheduler.Enter(() => Market(venue, symbol).Book.Place(side, Px(price), Qty(qty), BookTimeInForce.Gtc, null));

    /// <summary>One venue that offers plenty on both sides, the mid at 100.</summary>
    public void QuoteAround100(string venue = "binance", string symbol = "BTC-USD")
    {
        Quote(venue, BookSide.Bid, "99", "1000", symbol);
        Quote(venue, BookSide.Ask, "101", "1000", symbol);
    }

    public void Remove(BookOrder order, string venue, string symbol = "BTC-USD") =>
        _scheduler.Enter(() => Market(venue, symbol).Book.Cancel(order));

    /// <summary>Puts an asset into the trader's hands.</summary>
    public void Give(string venue, string qty, string entry = "100", string symbol = "BTC-USD") =>
        Ledger.HoldingIn(Market(venue, symbol)).Reset(Qty(qty), Px(entry));

    /// <summary>Lets perps pay funding, and be closed when too little stands behind them.</summary>
    public PerpClearing OpenClearing() => PerpClearing.Open(_scheduler, Markets, Engine, new FundingRates(7));

    public Graph Submit(Account account, string json) => _scheduler.Enter(() => Engine.Submit(account, Body(json)));

    public Graph Submit(string json) => _scheduler.Enter(() => Engine.Submit(Trader, Body(json)));

    public static Wire.SubmitBody Body(string json) => JsonConvert.DeserializeObject<Wire.SubmitBody>(json, Json)!;

    /// <summary>A node of a graph as JSON; the parts that a test is not about have defaults.</summary>
    public static string Node(
        string id, string side = "buy", string qty = "1", string type = "\"market\"", string execution = "{}", bool root = true,
        string symbol = "BTC-USD", string venue = "null") =>
        $$"""
        {"node_id": "{{id}}", "instrument": {"symbol": "{{symbol}}", "type": "spot", "venue": {{venue}}}, "side": "{{side}}", "order_type": {{type}},
         "quantity": {{(qty == "derived" ? "\"derived\"" : $$$"""{"fixed": {"qty_1e8": {{{Qty(qty).Raw}}}}}""")}},
         "execution": {{execution}}, "activation": "{{(root ? "root" : "wait")}}"}
        """;

    public static string Limit(string price) => $$$"""{"limit": {"price_1e9": {{{Px(price).Raw}}}}}""";

    public static string Edge(string from, string to, string trigger, string more = "") =>
        $$$"""{"edge_id": "{{{from}}}_{{{to}}}", "from_node": "{{{from}}}", "to_node": "{{{to}}}", "trigger": {{{trigger}}}{{{more}}}}""";

    public static string GraphOf(IEnumerable<string> nodes, IEnumerable<string>? edges = null, string more = "") =>
        $$"""{"nodes": [{{string.Join(",", nodes)}}], "edges": [{{string.Join(",", edges ?? [])}}]{{more}} }""";

    /// <summary>Submits one node.</summary>
    public Graph SubmitNode(string node, string more = "") => Submit(GraphOf([node], more: more));

    public void Do(Action work) => _scheduler.Enter(work);

    public void Advance(TimeSpan span)
    {
        _time.Advance(span);
        _scheduler.Enter(() => { });
    }

    public OrderState Order(Graph graph, string node, int sequence = 1) =>
        Engine.FindOrder(Trader, $"graph:{graph.Id}:{node}:{sequence}") ?? throw new AssertionException($"{node} has no order {sequence}.");

    /// <summary>The field of the 422 that a body gets.</summary>
    public string RefusedField(string json)
    {
        RefusedException fault = Assert.Throws<RefusedException>(() => Submit(json))!;
        Assert.That(fault.Refusal.Kind, Is.EqualTo(RefusalKind.Validation), fault.Message);
        return fault.Refusal.Field!;
    }

    public Usd Cash(string venue) => Ledger.CashAt(venue, "USD").Amount;

    public Qty Held(string venue, string symbol = "BTC-USD") => Ledger.Find(Market(venue, symbol))?.Quantity ?? Sdk.Qty.Zero;

    public void Dispose() => _scheduler.Dispose();
}
