using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Automate;

namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    private static TwinTable Automate { get; } = new()
    {
        { "deploy_algo('mm', wasm, ['ETH-USD'])", c => c.DeployAlgoAsync("mm", SampleModule.Bytes, ["ETH-USD"]) },
        { "algo_status('d1')", c => c.GetDeploymentAsync("d1") },
        { "algo_start('d1')", c => c.StartDeploymentAsync("d1") },
        { "algo_stop('d1')", c => c.StopDeploymentAsync("d1") },
        { "algo_undeploy('d1')", c => c.UndeployAsync("d1") },
        { "algo_logs('d1')", c => c.GetDeploymentLogsAsync("d1") },
        { "algo_mesh('d1')", c => c.GetDeploymentMeshAsync("d1") },
        { "algos()", c => c.GetAlgosAsync() },
        { "algos('edge')", c => c.GetAlgosPerEdgeAsync() },
        { "algo('ETH-USD')", c => c.GetAlgoAsync("ETH-USD") },
        { "algo_start_by_symbol('ETH-USD')", c => c.StartAlgoAsync("ETH-USD") },
        { "algo_stop_by_symbol('ETH-USD')", c => c.StopAlgoAsync("ETH-USD") },
        { "algo_logs_by_symbol('ETH-USD')", c => c.GetAlgoLogsAsync("ETH-USD") },
        { "algo_stats('ETH-USD')", c => c.GetAlgoStatsAsync("ETH-USD") },
        {
            "create_strategy('s','python','main.py','QUJD',placement={'mode':'auto'},env={'A':'1'},secrets={'K':'v'},start_immediately=True)",
            c => c.CreateStrategyAsync(new StrategyDefinition
            {
                Name = "s",
                Entrypoint = "main.py",
                ArtifactBase64 = "QUJD",
                Placement = new JObject(new JProperty("mode", "auto")),
                Env = new Dictionary<string, string> { ["A"] = "1" },
                Secrets = new Dictionary<string, string> { ["K"] = "v" },
                StartImmediately = true,
            })
        },
        { "strategies()", c => c.GetStrategiesAsync() },
        { "strategy('strat_abc')", c => c.GetStrategyAsync("strat_abc") },
        { "strategy_start('strat_abc')", c => c.StartStrategyAsync("strat_abc") },
        { "strategy_stop('strat_abc')", c => c.StopStrategyAsync("strat_abc") },
        { "strategy_logs('strat_abc')", c => c.GetStrategyLogsAsync("strat_abc") },
        { "strategy_logs('strat_abc', run_id='r1')", c => c.GetStrategyLogsAsync("strat_abc", "r1") },
        { "strategy_delete('strat_abc')", c => c.DeleteStrategyAsync("strat_abc") },
    };
}
