using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Automate;

[TestFixture]
public sealed class AutomateWireTests
{
    private static readonly string[] BadSegments = ["", " ", ".", ".."];

    private static IEnumerable<WireVerb> Verbs =>
    [
        new("DeployAlgo", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, ["ETH-USD", "KXBTCZ-26DEC31-T99000:YES"])),
        new("DeployAlgo_stopped", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, ["ETH-USD"], startImmediately: false)),
        new("GetDeployments", c => c.GetDeploymentsAsync()),
        new("GetDeployment", c => c.GetDeploymentAsync("dep/1")),
        new("UpdateDeployment", c => c.UpdateDeploymentAsync("dep_ab12", JObject.Parse("""{"name": "mm-2"}"""))),
        new("StartDeployment", c => c.StartDeploymentAsync("dep_ab12")),
        new("StopDeployment", c => c.StopDeploymentAsync("dep_ab12")),
        new("Undeploy", c => c.UndeployAsync("dep_ab12")),
        new("GetDeploymentLogs", c => c.GetDeploymentLogsAsync("dep_ab12")),
        new("GetDeploymentLogs_limit", c => c.GetDeploymentLogsAsync("dep_ab12", 5)),
        new("GetDeploymentMesh", c => c.GetDeploymentMeshAsync("dep_ab12")),
        new("GetDeploymentMetrics", c => c.GetDeploymentMetricsAsync("dep_ab12")),
        new("GetAlgos", c => c.GetAlgosAsync()),
        new("GetAlgosPerEdge", c => c.GetAlgosPerEdgeAsync()),
        new("GetAlgo", c => c.GetAlgoAsync("KXBTCZ-26DEC31-T99000:YES")),
        new("DeployAlgoBySymbol", c => c.DeployAlgoBySymbolAsync("ETH-USD", SampleModule.Bytes)),
        new("DeployAlgoBySymbol_body", c => c.DeployAlgoBySymbolAsync(JObject.Parse("""{"symbol": "ETH-USD", "canary": true}"""))),
        new("StartAlgo", c => c.StartAlgoAsync("ETH-USD")),
        new("StopAlgo", c => c.StopAlgoAsync("ETH-USD")),
        new("DeleteAlgo", c => c.DeleteAlgoAsync("ETH-USD")),
        new("GetAlgoLogs", c => c.GetAlgoLogsAsync("ETH-USD")),
        new("GetAlgoStats", c => c.GetAlgoStatsAsync("ETH-USD")),
        new("GetStrategies", c => c.GetStrategiesAsync()),
        new("GetStrategy", c => c.GetStrategyAsync("strat_abc")),
        new("CreateStrategy", c => c.CreateStrategyAsync(StrategyDefinitionTests.Smallest())),
        new("CreateStrategy_full", c => c.CreateStrategyAsync(StrategyDefinitionTests.Full())),
        new("StartStrategy", c => c.StartStrategyAsync("strat_abc")),
        new("StopStrategy", c => c.StopStrategyAsync("strat_abc")),
        new("GetStrategyLogs", c => c.GetStrategyLogsAsync("strat_abc")),
        new("GetStrategyLogs_run", c => c.GetStrategyLogsAsync("strat_abc", "run_ab12")),
        new("DeleteStrategy", c => c.DeleteStrategyAsync("strat_abc")),
        new("Backtests_Start", c => c.Backtests.StartAsync(JObject.Parse("""{"strategy_id": "strat_abc", "symbols": ["ETH-USD"]}"""))),
        new("Backtests_Get", c => c.Backtests.GetAsync("job_ab12")),
        new("Backtests_GetResults", c => c.Backtests.GetResultsAsync("job_ab12")),
    ];

    private static IEnumerable<RefusedCall> Refused =>
    [
        new("no name", "name", c => c.DeployAlgoAsync(" ", SampleModule.Bytes, ["ETH-USD"])),
        new("no symbols", "symbols", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, [])),
        new("null symbols", "symbols", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, null!)),
        new("an empty symbol", "symbols[1]", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, ["ETH-USD", ""])),
        new("no module", "wasm", c => c.DeployAlgoAsync("mm", ReadOnlyMemory<byte>.Empty, ["ETH-USD"])),
        new("half a magic number", "wasm", c => c.DeployAlgoAsync("mm", SampleModule.Bytes.AsMemory(0, 3), ["ETH-USD"])),
        new("a module in text form", "wasm", c => c.DeployAlgoAsync("mm", "(module)"u8.ToArray(), ["ETH-USD"])),
        new("a module in base64", "wasm", c => c.DeployAlgoBySymbolAsync("ETH-USD", "AGFzbQEAAAA="u8.ToArray())),
        new("no symbol for an algo", "symbol", c => c.DeployAlgoBySymbolAsync("", SampleModule.Bytes)),
        new("an array as a body", "body", c => c.DeployAlgoBySymbolAsync(new JArray())),
        new("no changes", "changes", c => c.UpdateDeploymentAsync("dep_ab12", null!)),
        new("no lines", "limit", c => c.GetDeploymentLogsAsync("dep_ab12", 0)),
        new("no run", "runId", c => c.GetStrategyLogsAsync("strat_abc", "")),
        new("a text as a backtest", "request", c => c.Backtests.StartAsync("ETH-USD")),
        .. Paths("deploymentId", (c, id) => c.GetDeploymentAsync(id)),
        .. Paths("deploymentId", (c, id) => c.UpdateDeploymentAsync(id, new JObject())),
        .. Paths("deploymentId", (c, id) => c.StartDeploymentAsync(id)),
        .. Paths("deploymentId", (c, id) => c.StopDeploymentAsync(id)),
        .. Paths("deploymentId", (c, id) => c.UndeployAsync(id)),
        .. Paths("id", (c, id) => c.GetDeploymentLogsAsync(id)),
        .. Paths("deploymentId", (c, id) => c.GetDeploymentMeshAsync(id)),
        .. Paths("deploymentId", (c, id) => c.GetDeploymentMetricsAsync(id)),
        .. Paths("symbol", (c, symbol) => c.GetAlgoAsync(symbol)),
        .. Paths("symbol", (c, symbol) => c.StartAlgoAsync(symbol)),
        .. Paths("symbol", (c, symbol) => c.StopAlgoAsync(symbol)),
        .. Paths("symbol", (c, symbol) => c.DeleteAlgoAsync(symbol)),
        .. Paths("symbol", (c, symbol) => c.GetAlgoLogsAsync(symbol)),
        .. Paths("symbol", (c, symbol) => c.GetAlgoStatsAsync(symbol)),
        .. Paths("strategyId", (c, id) => c.GetStrategyAsync(id)),
        .. Paths("strategyId", (c, id) => c.StartStrategyAsync(id)),
        .. Paths("strategyId", (c, id) => c.StopStrategyAsync(id)),
        .. Paths("strategyId", (c, id) => c.GetStrategyLogsAsync(id)),
        .. Paths("strategyId", (c, id) => c.GetStrategyLogsAsync(id, "run_ab12")),
        .. Paths("strategyId", (c, id) => c.DeleteStrategyAsync(id)),
        .. Paths("jobId", (c, id) => c.Backtests.GetAsync(id)),
        .. Paths("jobId", (c, id) => c.Backtests.GetResultsAsync(id)),
    ];

    [TestCaseSource(nameof(Verbs))]
    public async Task A_verb_sends_its_request(WireVerb verb)
    {
        using var wire = new WireRecorder();

        await verb.CallAsync(wire.Client);

        wire.MatchSnapshot();
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Bad_input_is_refused_before_anything_is_sent(RefusedCall call)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => call.CallAsync(wire.Client)))!;

        Assert.That(error.Field, Is.EqualTo(call.Field));
        Assert.That(error.Message, Does.Contain(call.Field));
        Assert.That(wire.Requests, Is.Empty);
    }

    private static IEnumerable<RefusedCall> Paths(string field, Func<SequenceClient, string, Task> callAsync, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) =>
        BadSegments.Select(value => new RefusedCall($"'{value}' as {field}, line {line}", field, c => callAsync(c, value)));
}
