using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>
/// Places small paper orders far below the market, reads them in every way, amends and cancels them. Whatever happens,
/// nothing of it stays open.
/// </summary>
/// <param name="prober">Makes the calls.</param>
/// <param name="known">The symbol and its price.</param>
/// <param name="fills">Also let a small market order fill.</param>
internal sealed class PaperTrading(Prober prober, Known known, bool fills)
{
    private const int MostLooks = 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(10);

    private readonly List<string> _open = [];
    private readonly string _run = prober.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    private bool _wasPlaced;

    public async Task RunAsync()
    {
        try
        {
            if (known.Bid is > 0)
                await TradeAsync(PaperOrder.Below(known.Symbol, known.Bid.Value)).ConfigureAwait(false);
            else
                prober.Of("submitOrder").Skip($"no bid for {ServerText.Show(known.Symbol)}, and so no price that is surely far from the market");
            if (!_wasPlaced)
                await WithoutOrderAsync().ConfigureAwait(false);
        }
        finally
        {
            await CleanUpAsync().ConfigureAwait(false);
        }

        await prober.RunAsync(new Call("listOrders") { With = { ["limit"] = "5", ["offset"] = "0", ["symbol"] = known.Symbol } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("listFills") { With = { ["limit"] = "5", ["offset"] = "0" } }).ConfigureAwait(false);
    }

    private async Task TradeAsync(PaperOrder order)
    {
        string graph = Open("limit");
        if (await SubmitAsync(order.Limit(graph), Expectation.Works).ConfigureAwait(false) is not { } answer)
            return;
        _wasPlaced = true;
        await ResubmitAsync(order, graph, answer).ConfigureAwait(false);
        await AmendAndCancelGraphAsync(order, graph).ConfigureAwait(false);
        await CancelOrderAsync(order).ConfigureAwait(false);
        if (fills)
            await FillAsync(order).ConfigureAwait(false);
    }

    /// <summary>The same body again is the same graph, and another body under its id is refused.</summary>
    private async Task ResubmitAsync(PaperOrder order, string graph, JToken first)
    {
        JToken? again = await SubmitAsync(order.Limit(graph), Expectation.Works).ConfigureAwait(false);
        string? given = Pick.Text(again, "graph_id");
        if (again is not null && given != Pick.Text(first, "graph_id"))
            Unexpected(given, "the same body under the same graph_id made another graph");
        JToken? other = await SubmitAsync((order with { Quantity = order.Quantity * 2 }).Limit(graph), Expectation.Conflict).ConfigureAwait(false);
        if (Pick.Text(other, "graph_id") is { } second && second != graph)
            _open.Add(second);
        if (Pick.Text(first, "graph_id") is { } named && named != graph)
            Unexpected(named, "the graph has another graph_id than was sent");
    }

    private void Unexpected(string? graph, string message)
    {
        prober.Of("submitOrder").Differ(message);
        if (graph is not null)
            _open.Add(graph);
    }

    private async Task AmendAndCancelGraphAsync(PaperOrder order, string graph)
    {
        known.NodeOrderId = await NodeOrderIdAsync(graph).ConfigureAwait(false);
        await ReadOrderAsync().ConfigureAwait(false);
        var lower = new JObject { ["new_constraints"] = new JObject { ["max_price_1e9"] = PaperOrder.Raw(order.Lower) } };
        JToken? amended = await prober.RunAsync(OfOrder("amendOrder") with { Body = lower }).ConfigureAwait(false);
        known.NodeOrderId = Pick.Text(amended, "node_order_id") ?? known.NodeOrderId;
        // Each amendment may replace the order, and the second one goes by the node, whose name stays.
        Dictionary<string, string?> node = new() { ["graph_id"] = graph, ["node_id"] = PaperOrder.NodeId };
        await prober.RunAsync(new Call("amendGraphNode") { With = node, Body = new JObject { ["urgency"] = "low" } }).ConfigureAwait(false);
        await CancelGraphAsync(graph, Expectation.Works, prober.Ended).ConfigureAwait(false);
        await prober.RunAsync(new Call("getGraph") { With = { ["graph_id"] = graph } }).ConfigureAwait(false);
    }

    private async Task ReadOrderAsync()
    {
        await prober.RunAsync(new Call("listOrders") { With = { ["node_order_id"] = known.NodeOrderId } }).ConfigureAwait(false);
        await prober.RunAsync(OfOrder("getOrder")).ConfigureAwait(false);
        await prober.RunAsync(OfOrder("listTraces", Expectation.MayBeAbsent)).ConfigureAwait(false);
        await prober.RunAsync(OfOrder("getExecutionLive", Expectation.MayBeAbsent)).ConfigureAwait(false);
    }

    /// <summary>The simple form, and the cancellation of one order.</summary>
    private async Task CancelOrderAsync(PaperOrder order)
    {
        string graph = Open("simple");
        if (await SubmitAsync(order.Simple(graph), Expectation.Works).ConfigureAwait(false) is null)
            return;
        if (await NodeOrderIdAsync(graph).ConfigureAwait(false) is { } id)
            await prober.RunAsync(new Call("cancelOrder") { With = { ["node_order_id"] = id } }).ConfigureAwait(false);
    }

    private async Task FillAsync(PaperOrder order)
    {
        string graph = Open("market");
        if (await SubmitAsync(order.Market(graph), Expectation.Works).ConfigureAwait(false) is null)
            return;
        for (int look = 0; look < MostLooks; look++)
        {
            JToken? state = await prober.RunAsync(new Call("getGraph") { With = { ["graph_id"] = graph } }).ConfigureAwait(false);
            if (Pick.Text(state, "status") is null or "completed" or "aborted" or "expired")
                return;
            await Task.Delay(BetweenLooks, prober.Time, prober.Ended).ConfigureAwait(false);
        }
    }

    /// <summary>No order is there: the calls name one that nobody has.</summary>
    private async Task WithoutOrderAsync()
    {
        prober.Of("amendGraphNode").Skip("no order was placed");
        foreach (string id in (string[])["getOrder", "cancelOrder", "listTraces", "getExecutionLive"])
            await prober.RunAsync(OfOrder(id)).ConfigureAwait(false);
        var lower = new JObject { ["new_constraints"] = new JObject { ["max_price_1e9"] = PaperOrder.Raw(1m) } };
        await prober.RunAsync(OfOrder("amendOrder") with { Body = lower }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getGraph") { With = { ["graph_id"] = Known.NoSuchId }, Expect = Expectation.UnknownId }).ConfigureAwait(false);
        await CancelGraphAsync(Known.NoSuchId, Expectation.UnknownId, prober.Ended).ConfigureAwait(false);
    }

    private async Task<string?> NodeOrderIdAsync(string graph)
    {
        for (int look = 0; look < MostLooks; look++)
        {
            JToken? state = await prober.RunAsync(new Call("getGraph") { With = { ["graph_id"] = graph } }).ConfigureAwait(false);
            IEnumerable<JToken> nodes = (Pick.At(state, "nodes") as JObject)?.PropertyValues() ?? [];
            string? id = nodes.Select(node => Pick.Text(node, "node_order_id")).FirstOrDefault(text => text is not null);
            if (id is not null || state is null)
                return id;
            await Task.Delay(BetweenLooks, prober.Time, prober.Ended).ConfigureAwait(false);
        }

        return null;
    }

    private async Task CleanUpAsync()
    {
        using var patience = new CancellationTokenSource(CleanUpPatience, prober.Time);
        foreach (string graph in _open.ToList())
            await CancelGraphAsync(graph, Expectation.MayBeOver, patience.Token).ConfigureAwait(false);
    }

    private async Task CancelGraphAsync(string graph, Expectation expected, CancellationToken cancellationToken)
    {
        await prober.RunAsync(new Call("cancelGraph") { With = { ["graph_id"] = graph }, Expect = expected }, cancellationToken).ConfigureAwait(false);
    }

    private Task<JToken?> SubmitAsync(JObject body, Expectation expected) => prober.RunAsync(new Call("submitOrder") { Body = body, Expect = expected });

    private string Open(string kind)
    {
        string graph = $"contract-probe-{_run}-{kind}";
        _open.Add(graph);
        return graph;
    }

    private Call OfOrder(string operationId, Expectation? expected = null) => new(operationId)
    {
        With = { ["node_order_id"] = known.NodeOrderId ?? Known.NoSuchId },
        Expect = known.NodeOrderId is null ? Expectation.UnknownId : expected ?? Expectation.Works,
    };
}
