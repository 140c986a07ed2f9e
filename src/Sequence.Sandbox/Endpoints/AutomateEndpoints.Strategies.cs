using Sequence.Exchange.Automation;

namespace Sequence.Sandbox.Endpoints;

// Hosted strategies, and backtests. No answer of theirs is documented: these are small and say what they must.
internal sealed partial class AutomateEndpoints
{
    public override Task<JToken> CreateStrategyAsync(ApiCall call, Wire.StrategyDefinition body)
    {
        var spec = StrategySpec.Read(body);
        if (body.SequenceApiKey is { Length: > 0 } key && !exchange.Keyring.Owns(call.Account.Client, key))
            throw RefusedException.Validation("sequence_api_key", "is no valid key of this account.");
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() => exchange.Automation.Strategies.Create(call.Account, spec, body.StartImmediately ?? false).Summary()));
    }

    public override Task<JToken> ListStrategiesAsync(ApiCall call) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JArray(exchange.Automation.Strategies.Of(call.Account).Select(strategy => strategy.Detail()))));

    public override Task<JToken> GetStrategyAsync(ApiCall call, string id) => OfStrategy(call, id, strategy => strategy.Detail());

    public override Task<JToken> StartStrategyAsync(ApiCall call, string id) => OfStrategy(call, id, strategy =>
    {
        exchange.Automation.Strategies.Start(strategy);
        return strategy.Summary();
    });

    public override Task<JToken> StopStrategyAsync(ApiCall call, string id) => OfStrategy(call, id, strategy =>
    {
        exchange.Automation.Strategies.Stop(strategy);
        return strategy.Summary();
    });

    public override Task<JToken> DeleteStrategyAsync(ApiCall call, string id) => OfStrategy(call, id, strategy =>
    {
        exchange.Automation.Strategies.Delete(strategy);
        return new JObject(new JProperty("id", strategy.Id), new JProperty("status", "deleted"));
    });

    public override Task<JToken> GetStrategyLogsAsync(ApiCall call, string id, string? run_id) => OfStrategy(call, id, strategy =>
        strategy.Logs(run_id) ?? throw RefusedException.NotFound($"The strategy {strategy.Id} has no run '{run_id}'."));

    public override Task<JToken> CreateBacktestAsync(ApiCall call, JToken body) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => exchange.Automation.Backtests.Create(call.Account, body).State()));

    public override Task<JToken> GetBacktestAsync(ApiCall call, string job_id) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => exchange.Automation.Backtests.Get(call.Account, job_id).State()));

    public override Task<JToken> GetBacktestResultsAsync(ApiCall call, string job_id) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        Backtest job = exchange.Automation.Backtests.Get(call.Account, job_id);
        return job.Results ?? throw RefusedException.Conflict($"The backtest {job.Id} is {job.Status}; its results come when it is {Backtest.Completed}.");
    }));

    private Task<JToken> OfStrategy(ApiCall call, string id, Func<Strategy, JObject> read) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => read(exchange.Automation.Strategies.Get(call.Account, id))));
}
