using Sequence.Exchange.Automation;

namespace Sequence.Sandbox.Endpoints;

// Algos by symbol: the deployments of an account, seen by symbol.
internal sealed partial class AutomateEndpoints
{
    private const string PerEdge = "edge";

    public override Task<Wire.AlgosResult> ListAlgosAsync(ApiCall call, string? detail)
    {
        if (detail is not (null or PerEdge))
            throw RefusedException.InvalidParameter("detail", $"'{detail}' is not {PerEdge}.");
        return Task.FromResult(exchange.Scheduler.Enter(() => new Wire.AlgosResult
        {
            Algos = [.. exchange.Automation.Algos.Of(call.Account).Select(algo => algo.ToWire())],
            Edges = detail is null ? null : [.. exchange.Automation.Algos.Of(call.Account).SelectMany(algo => algo.Edges())],
        }));
    }

    public override Task<Wire.Algo> GetAlgoAsync(ApiCall call, string symbol) => OfAlgo(call, symbol, algo => algo.ToWire());

    public override Task<JToken> DeployAlgoBySymbolAsync(ApiCall call, JToken body) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => exchange.Automation.Algos.Deploy(call.Account, body).State()));

    public override Task<JToken> StartAlgoAsync(ApiCall call, string symbol) => OfAlgo<JToken>(call, symbol, algo =>
    {
        exchange.Automation.Algos.Start(algo);
        return algo.State();
    });

    public override Task<JToken> StopAlgoAsync(ApiCall call, string symbol) => OfAlgo<JToken>(call, symbol, algo =>
    {
        exchange.Automation.Algos.Stop(algo);
        return algo.State();
    });

    public override Task<JToken> DeleteAlgoAsync(ApiCall call, string symbol) => OfAlgo<JToken>(call, symbol, algo =>
    {
        exchange.Automation.Algos.Delete(algo);
        return new JObject(new JProperty("symbol", algo.Symbol), new JProperty("deployment_id", algo.Deployment.Id), new JProperty("status", "deleted"));
    });

    public override Task<JToken> GetAlgoLogsAsync(ApiCall call, string symbol) => OfAlgo<JToken>(call, symbol, algo => algo.Deployment.Rollout.Logs());

    public override Task<JToken> GetAlgoStatsAsync(ApiCall call, string symbol) => OfAlgo<JToken>(call, symbol, algo => algo.Stats());

    private Task<T> OfAlgo<T>(ApiCall call, string symbol, Func<Algo, T> read) =>
        Task.FromResult(exchange.Scheduler.Enter(() => read(exchange.Automation.Algos.Get(call.Account, symbol))));
}
