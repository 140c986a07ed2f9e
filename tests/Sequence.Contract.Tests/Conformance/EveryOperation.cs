using System.IO.Compression;
using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Contract;

namespace Sequence.Contract.Tests.Conformance;

/// <summary>
/// A day of one client: every operation at least once. Written out here is what needs state, or is called in several
/// variants; every other read is called with the contract's examples.
/// </summary>
internal sealed class EveryOperation(CheckedExchange exchange)
{
    // The symbol of the contract's examples, so that the reads called with them find orders and fills.
    private const string Traded = "ETH-USD";

    private string _resting = "";
    private string _filled = "";

    public async Task RunAsync()
    {
        await ConnectAsync();
        await AccountAsync();
        await MarketAsync();
        await PredictionsAsync();
        await TradeAsync();
        await MonitorAsync();
        await StreamAsync();
        await DeploymentsAsync();
        await AlgosAsync();
        await StrategiesAsync();
        await RemainingReadsAsync();
        await ControlAsync();
    }

    public static string Archive()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("main.py");
        return Convert.ToBase64String(archive.ToArray());
    }

    private async Task ConnectAsync()
    {
        var credentials = new { api_key = "k", api_secret = "s" };
        await exchange.CallAsync("connectVenue", new { venue = "kraken" }, credentials);
        await exchange.CallAsync("putVenueCredentials", new { venue = "okx" }, credentials);
        await exchange.CallAsync("disconnectVenue", new { venue = "kraken" });
    }

    private async Task AccountAsync()
    {
        JToken created = await exchange.CallAsync("createApiKey", body: new { label = "second", sandbox = true });
        var key = new { key_id = (string?)created["key_id"] };
        await CallAsync(key, "rotateApiKey", "revokeApiKey");
        await exchange.CallAsync("createTurnkeyWallet", body: new { });
        await CallAsync(null, "listWallets", "getTradingWallet");
        exchange.Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(null, "listWallets", "getDefaultWallet");
        await exchange.CallAsync("withdrawFromWallet", body: new { asset = "USD", amount = "25.00" });
    }

    private async Task MarketAsync()
    {
        await exchange.CallAsync("getPriceHistory", new { symbol = "BTC-USD" });
        await exchange.CallAsync("getPriceHistory", new { symbol = "BTC-USD", fidelity_secs = "0", limit = "10" });
        await exchange.CallAsync("listQuotes", new { symbols = "BTC-USD,ETH-USD" });
        await exchange.CallAsync("getQuotesBatch", body: new { symbols = new[] { "BTC-USD", "NO-SUCH" }, depth = 10, nowait = true, concurrency = 64 });
        await exchange.CallAsync("getFundingHistory", new { symbol = "BTC-USD-PERP", venue = "hyperliquid", range = "1w" });
        await exchange.CallAsync("getFees", new { ticker = "BTC-USD" });
        await exchange.CallAsync("getFees", new { ticker = "KXBTCZ-26DEC31-T99000", venues = "kalshi,polymarket" });
        await exchange.CallAsync("previewOrder", body: new { symbol = "ETH-USD", side = "buy", order_type = "market", qty = 10 });
    }

    private async Task PredictionsAsync()
    {
        JToken page = await exchange.CallAsync("listMarkets", new { venue = "polymarket", active = "true", limit = "20", expand = "outcomes" });
        await exchange.CallAsync("listMarkets", new { venue = "kalshi", active = "true", closed = "true", limit = "1000" });
        var slug = new { slug = (string?)page["markets"]![0]!["slug"] };
        await CallAsync(slug, "getSettlement");
        await exchange.CallAsync("redeemMarket", new { slug.slug, venue = "polymarket" });
        JToken rewards = await exchange.CallAsync("listPolymarketRewards");
        await exchange.CallAsync("getPolymarketReward", new { token_id = (string?)rewards[0]!["token_id"] });
    }

    private async Task TradeAsync()
    {
        _filled = await SubmitAsync("g-market", new { symbol = Traded, side = "buy", qty = 0.01m, graph_id = "g-market" });
        _resting = await SubmitAsync("g-limit", new { symbol = Traded, side = "buy", qty = 0.01m, price = 10m, graph_id = "g-limit" });
        string other = await SubmitAsync("g-other", new { symbol = Traded, side = "buy", qty = 0.01m, price = 10m, graph_id = "g-other" });
        await CallAsync(null, "listOrders");
        await exchange.CallAsync("getPositionsUnified", new { kinds = "fiat,crypto", include_closed = "true" });
        await exchange.CallAsync("syncPositions", body: new { });
        JToken amended = await exchange.CallAsync("amendOrder", new { node_order_id = _resting }, new { new_constraints = new { max_price_1e9 = 9_000_000_000L } });
        _resting = (string)amended["node_order_id"]!;
        await CallAsync(new { node_order_id = _resting }, "getOrder", "listOrders");
        await CallAsync(new { node_order_id = other }, "cancelOrder");
        await SubmitAsync("g-graph", new { symbol = Traded, side = "buy", qty = 0.01m, price = 10m, graph_id = "g-graph" });
        await exchange.CallAsync("amendGraphNode", new { graph_id = "g-graph", node_id = "order" }, new { qty_1e8 = 2_000_000 });
        exchange.Exchange.Scheduler.Enter(() =>
            exchange.Exchange.Engine.Pause(exchange.Exchange.Engine.Find(exchange.Exchange.AccountOf(exchange.Key), "g-graph")!));
        await CallAsync(new { graph_id = "g-graph" }, "resumeGraph", "getGraph", "cancelGraph", "getGraph");
    }

    /// <returns>The id of the graph's one order.</returns>
    private async Task<string> SubmitAsync(string graph, object body)
    {
        await exchange.CallAsync("submitOrder", body: body);
        JToken state = await exchange.CallAsync("getGraph", new { graph_id = graph });
        return state["nodes"]!.Children<JProperty>().Select(node => (string?)node.Value["node_order_id"]).Single()!;
    }

    private async Task MonitorAsync()
    {
        await CallAsync(new { node_order_id = _resting }, "getExecutionLive");
        await CallAsync(new { node_order_id = _filled }, "getExecutionReview", "listTraces");
    }

    private async Task StreamAsync()
    {
        foreach (string socket in (string[])["openStream", "openNewMarketsStream", "openResolvedMarketsStream"])
            await exchange.OpenSocketAsync(socket);
        foreach (string events in ((string[])["openTcaEvents", "openRiskEvents", "openAlertEvents"]).Where(exchange.Handled.Contains))
            await exchange.OpenEventsAsync(events);
    }

    private async Task DeploymentsAsync()
    {
        JToken created = await exchange.CallAsync("createDeployment", body: new { name = "mm", wasm_base64 = "AGFzbQEAAAA=", symbols = new[] { "ETH-USD" }, start_immediately = true });
        var id = new { deployment_id = (string?)created["deployment_id"] };
        exchange.Time.Advance(TimeSpan.FromMinutes(5));
        await CallAsync(null, "listDeployments");
        await CallAsync(id, "getDeployment", "getDeploymentLogs", "getDeploymentMesh", "getDeploymentMetrics", "stopDeployment", "startDeployment");
        await exchange.CallAsync("updateDeployment", id, new { name = "mm-2" });
        await CallAsync(id, "deleteDeployment");
    }

    private async Task AlgosAsync()
    {
        var symbol = new { symbol = "ETH-USD" };
        await exchange.CallAsync("deployAlgoBySymbol", body: new { symbol = "ETH-USD", wasm_base64 = "AGFzbQEAAAA=" });
        await CallAsync(symbol, "startAlgo");
        exchange.Time.Advance(TimeSpan.FromMinutes(5));
        await CallAsync(symbol, "getAlgo", "getAlgoLogs", "getAlgoStats");
        await CallAsync(null, "listAlgos");
        await CallAsync(new { detail = "edge" }, "listAlgos");
        await CallAsync(symbol, "stopAlgo");
        await CallAsync(new { detail = "edge" }, "listAlgos");
        await CallAsync(symbol, "deleteAlgo");
    }

    private async Task StrategiesAsync()
    {
        JToken created = await exchange.CallAsync("createStrategy", body: new { name = "pairs", runtime = "python", entrypoint = "main.py", artifact_base64 = Archive() });
        var id = new { id = (string?)created["id"] };
        await CallAsync(null, "listStrategies");
        await CallAsync(id, "getStrategy", "startStrategy", "getStrategyLogs", "stopStrategy");
        JToken job = await exchange.CallAsync("createBacktest", body: new { strategy_id = id.id, symbols = new[] { "ETH-USD" } });
        exchange.Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(new { job_id = (string?)job["job_id"] }, "getBacktest", "getBacktestResults");
        await CallAsync(id, "deleteStrategy");
    }

    /// <summary>A read that fails here needs state that the examples do not name: call it above, with that state.</summary>
    private async Task RemainingReadsAsync()
    {
        foreach (ContractOperation read in exchange.RemainingReads)
        {
            foreach (IReadOnlyDictionary<string, string?> arguments in read.ExampleCalls)
                await exchange.CallAsync(read.Id, arguments);
        }
    }

    private async Task ControlAsync()
    {
        await exchange.CallAsync("engageKillSwitch", body: new { reason = "runaway" });
        await exchange.CallAsync("putKillSwitch", body: new { reason = "runaway" });
        await CallAsync(null, "clearKillSwitch");
        await CallAsync(new { venue = "coinbase" }, "cancelAllOnVenue");
        await exchange.CallAsync("seedSandboxPositions", body: new { positions = new[] { new { venue = "coinbase", kind = "crypto", symbol = "BTC", qty = 1m } }, replace = true });
        JToken settings = await exchange.CallAsync("getSandboxSettings");
        await exchange.CallAsync("putSandboxSettings", body: settings);
        await CallAsync(null, "resetSandbox");
    }

    /// <summary>Operations without a body; each takes those of the parameters that it has. What the exchange does not handle is left out.</summary>
    private async Task CallAsync(object? with, params string[] operations)
    {
        foreach (string operation in operations.Where(exchange.Handled.Contains))
            await exchange.CallAsync(operation, CheckedExchange.Known(operation, with));
    }
}
