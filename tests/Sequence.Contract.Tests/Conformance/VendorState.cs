using Newtonsoft.Json.Linq;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Sandbox;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Contract.Tests.Conformance;

/// <summary>One recorded request with ids that exist.</summary>
internal sealed record VendorCall(string Verb, string Target, JToken? Body);

/// <summary>Makes what a recorded request takes for granted, for the account of the moment.</summary>
internal sealed class VendorState(CheckedExchange exchange)
{
    private const string Graph = "graph_ab12";

    /// <summary>What the server gave in the place of an id of the recording, by where it stands.</summary>
    private readonly Dictionary<string, string> _real = new(StringComparer.Ordinal);

    private bool _hasGraph;

    /// <summary>Symbols of the recording that the sandbox does not list by itself.</summary>
    public static void ListMarkets(SandboxExchange exchange) => exchange.Scheduler.Enter(() =>
    {
        List("coinbase", "X", InstrumentKind.Spot);
        List("kalshi", "KXB:YES", InstrumentKind.Prediction);
        List("kalshi", "KXM-1:YES", InstrumentKind.Prediction);

        void List(string venue, string symbol, InstrumentKind kind) =>
            exchange.Markets.List(venue, new Instrument(symbol, kind, symbol.Split('-')[0], "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(0.01m), 10, 5));
    });

    public async Task<VendorCall> PrepareAsync(JToken request)
    {
        string path = (string)request["path"]!;
        string query = (string)request["query"]!;
        string target = query.Length == 0 ? path : $"{path}?{query}";
        if (target.Contains(Graph, StringComparison.Ordinal))
            await PlaceGraphAsync(isPaused: path.EndsWith("/resume", StringComparison.Ordinal));
        if (path.StartsWith("/v1/algos/ETH-USD", StringComparison.Ordinal))
            await exchange.CallAsync("deployAlgoBySymbol", body: new { symbol = "ETH-USD", wasm_base64 = "AGFzbQEAAAA=" });
        foreach ((string recorded, Func<Task<string>> make) in Made.Where(made => target.Contains(made.Recorded, StringComparison.Ordinal)))
        {
            if (!_real.TryGetValue(recorded, out string? real))
                _real[recorded] = real = await make();
            target = target.Replace(recorded, recorded[..(recorded.LastIndexOfAny(['/', '=']) + 1)] + Uri.EscapeDataString(real), StringComparison.Ordinal);
        }

        return new VendorCall((string)request["verb"]!, target, BodyOf(request));
    }

    /// <summary>The body, with an archive where the recording has three letters: a server looks into it.</summary>
    private static JToken? BodyOf(JToken request)
    {
        if (request["body"] is not { Type: not JTokenType.Null } recorded)
            return null;
        JToken body = recorded.DeepClone();
        if (body["artifact_base64"] is { } artifact)
            artifact.Replace(EveryOperation.Archive());
        return body;
    }

    /// <summary>Ids that the server chooses, with what stands before them.</summary>
    private (string Recorded, Func<Task<string>> Make)[] Made =>
    [
        ("/v1/deployments/d1", DeployAsync),
        ("/v1/strategies/strat_abc", HostAsync),
        ("?run_id=r1", RunAsync),
        ("/v1/orders/stale", RestAsync),
        ("/v1/execution/live/n1", RestAsync),
        ("/v1/execution/review/n1", TradeAsync),
        ("?node_order_id=n1", TradeAsync),
        ("/v1/settlement/s", SlugAsync),
        ("/v1/markets/btc-updown", SlugAsync),
        ("/v1/quotes/https%3A%2F%2Fpolymarket.com%2Fevent%2Fa-b", async () => "https://polymarket.com/event/" + await SlugAsync()),
        ("/v1/polymarket/rewards/123", RewardAsync),
        ("&cursor=c2", () => CursorAsync("kalshi")),
        ("&cursor=c%3D%2F", () => CursorAsync("polymarket")),
    ];

    private async Task<string> DeployAsync() => (string)(await exchange.CallAsync(
        "createDeployment", body: new { name = "mm", wasm_base64 = "AGFzbQEAAAA=", symbols = new[] { "ETH-USD" } }))["deployment_id"]!;

    private async Task<string> HostAsync() => (string)(await exchange.CallAsync(
        "createStrategy", body: new { name = "s", runtime = "python", entrypoint = "main.py", artifact_base64 = EveryOperation.Archive(), start_immediately = true }))["id"]!;

    /// <summary>The run of the one strategy.</summary>
    private async Task<string> RunAsync() => (string)(await exchange.CallAsync("listStrategies"))[0]!["run_id"]!;

    private Task<string> RestAsync() => SubmitAsync(new { symbol = "BTC-USD", side = "buy", qty = 0.01m, price = 10m, graph_id = "resting" });

    private Task<string> TradeAsync() => SubmitAsync(new { symbol = "BTC-USD", side = "buy", qty = 0.01m, graph_id = "traded" });

    private async Task<string> SlugAsync() => (string)(await exchange.CallAsync("listMarkets", new { venue = "polymarket" }))["markets"]![0]!["slug"]!;

    private async Task<string> RewardAsync() => (string)(await exchange.CallAsync("listPolymarketRewards"))[0]!["token_id"]!;

    private async Task<string> CursorAsync(string venue) =>
        (string)(await exchange.CallAsync("listMarkets", new { venue, limit = "50", active = "true" }))["next_cursor"]!;

    /// <summary>The client chooses the id of a graph, so this one is as it was recorded: a bid far below the market.</summary>
    private async Task PlaceGraphAsync(bool isPaused)
    {
        if (_hasGraph)
            return;
        _hasGraph = true;
        await SubmitAsync(new { symbol = "BTC-USD", side = "buy", qty = 10m, price = 0.5m, graph_id = Graph });
        if (isPaused)
        {
            Account account = exchange.Exchange.AccountOf(exchange.Key);
            exchange.Exchange.Scheduler.Enter(() => exchange.Exchange.Engine.Pause(exchange.Exchange.Engine.Find(account, Graph)!));
        }
    }

    private async Task<string> SubmitAsync(object body)
    {
        JToken answer = await exchange.CallAsync("submitOrder", body: body);
        JToken state = await exchange.CallAsync("getGraph", new { graph_id = (string?)answer["graph_id"] });
        return state["nodes"]!.Children<JProperty>().Select(node => (string?)node.Value["node_order_id"]).Single()!;
    }
}
