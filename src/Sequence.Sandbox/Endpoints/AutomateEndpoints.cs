using Sequence.Exchange.Automation;
using Sequence.Sandbox.Generation;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 4: deployments. What their modules would do is simulated, see <see cref="EdgeAlgo"/>.</summary>
internal sealed partial class AutomateEndpoints(ExchangeCore exchange) : AutomateOperations
{
    public override Task<Wire.Deployment> CreateDeploymentAsync(ApiCall call, Wire.CreateDeploymentBody body) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Automation.Deployments.Create(call.Account, body).ToWire()));

    public override Task<IReadOnlyList<Wire.Deployment>> ListDeploymentsAsync(ApiCall call) =>
        Task.FromResult<IReadOnlyList<Wire.Deployment>>(exchange.Scheduler.Enter(() => exchange.Automation.Deployments.Of(call.Account).Select(deployment => deployment.ToWire()).ToList()));

    public override Task<Wire.Deployment> GetDeploymentAsync(ApiCall call, string deployment_id) => OfDeployment(call, deployment_id, found => found.ToWire());

    public override Task<JToken> UpdateDeploymentAsync(ApiCall call, string deployment_id, JToken body) =>
        ChangeAsync(call, deployment_id, found => exchange.Automation.Deployments.Update(found, body));

    public override Task<JToken> DeleteDeploymentAsync(ApiCall call, string deployment_id) => OfDeployment<JToken>(call, deployment_id, found =>
    {
        exchange.Automation.Deployments.Delete(found);
        return Answer(found, "deleted");
    });

    public override Task<JToken> StartDeploymentAsync(ApiCall call, string deployment_id) => ChangeAsync(call, deployment_id, exchange.Automation.Deployments.Start);

    public override Task<JToken> StopDeploymentAsync(ApiCall call, string deployment_id) => ChangeAsync(call, deployment_id, exchange.Automation.Deployments.Stop);

    public override Task<JToken> GetDeploymentLogsAsync(ApiCall call, string deployment_id, int? limit) =>
        OfDeployment<JToken>(call, deployment_id, found => found.Rollout.Logs(limit));

    public override Task<JToken> GetDeploymentMeshAsync(ApiCall call, string deployment_id) => OfDeployment<JToken>(call, deployment_id, found => found.Mesh());

    public override Task<JToken> GetDeploymentMetricsAsync(ApiCall call, string deployment_id) => OfDeployment<JToken>(call, deployment_id, found => found.Metrics());

    private Task<JToken> ChangeAsync(ApiCall call, string id, Action<Deployment> change) => OfDeployment<JToken>(call, id, found =>
    {
        change(found);
        return Answer(found, found.Status);
    });

    private static JObject Answer(Deployment deployment, string status) =>
        new(new JProperty("deployment_id", deployment.Id), new JProperty("name", deployment.Name), new JProperty("status", status));

    private Task<T> OfDeployment<T>(ApiCall call, string id, Func<Deployment, T> read) =>
        Task.FromResult(exchange.Scheduler.Enter(() => read(exchange.Automation.Deployments.Get(call.Account, id))));
}
