using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>
/// Deployments, algos, strategies and backtests: what the account has is read; where it has none, and wherever a call
/// would change something, the call names an id that nobody has, so that the error is the answer.
/// </summary>
internal sealed class Lookups(Prober prober, Known known)
{
    public async Task RunAsync()
    {
        await DeploymentsAsync().ConfigureAwait(false);
        await AlgosAsync().ConfigureAwait(false);
        await StrategiesAsync().ConfigureAwait(false);
        await UnknownAsync("getBacktest", "job_id").ConfigureAwait(false);
        await UnknownAsync("getBacktestResults", "job_id").ConfigureAwait(false);
        await UnknownAsync("resumeGraph", "graph_id").ConfigureAwait(false);
    }

    private async Task DeploymentsAsync()
    {
        JToken? deployments = await prober.RunAsync(new Call("listDeployments")).ConfigureAwait(false);
        known.DeploymentId = Pick.Text(Pick.Rows(deployments).FirstOrDefault(), "deployment_id");
        foreach (string id in (string[])["getDeployment", "getDeploymentLogs", "getDeploymentMesh", "getDeploymentMetrics"])
            await ReadAsync(id, "deployment_id", known.DeploymentId).ConfigureAwait(false);
        await UnknownAsync("updateDeployment", "deployment_id", new JObject()).ConfigureAwait(false);
        foreach (string id in (string[])["startDeployment", "stopDeployment", "deleteDeployment"])
            await UnknownAsync(id, "deployment_id").ConfigureAwait(false);
    }

    private async Task AlgosAsync()
    {
        JToken? algos = await prober.RunAsync(new Call("listAlgos") { With = { ["detail"] = "edge" } }).ConfigureAwait(false);
        known.AlgoSymbol = Pick.Text(Pick.Rows(algos, "algos").FirstOrDefault(), "symbol");
        foreach (string id in (string[])["getAlgo", "getAlgoLogs", "getAlgoStats"])
            await ReadAsync(id, "symbol", known.AlgoSymbol).ConfigureAwait(false);
        foreach (string id in (string[])["startAlgo", "stopAlgo", "deleteAlgo"])
            await UnknownAsync(id, "symbol").ConfigureAwait(false);
    }

    private async Task StrategiesAsync()
    {
        JToken? strategies = await prober.RunAsync(new Call("listStrategies")).ConfigureAwait(false);
        known.StrategyId = Pick.Text(Pick.Rows(strategies).FirstOrDefault(), "id");
        await ReadAsync("getStrategy", "id", known.StrategyId).ConfigureAwait(false);
        await ReadAsync("getStrategyLogs", "id", known.StrategyId).ConfigureAwait(false);
        foreach (string id in (string[])["startStrategy", "stopStrategy", "deleteStrategy"])
            await UnknownAsync(id, "id").ConfigureAwait(false);
    }

    private Task<JToken?> ReadAsync(string operationId, string parameter, string? id) => id is null
        ? UnknownAsync(operationId, parameter)
        : prober.RunAsync(new Call(operationId) { With = { [parameter] = id } });

    private Task<JToken?> UnknownAsync(string operationId, string parameter, JToken? body = null) =>
        prober.RunAsync(new Call(operationId) { With = { [parameter] = Known.NoSuchId }, Body = body, Expect = Expectation.UnknownId });
}
