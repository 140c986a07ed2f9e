using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 4, automate: WebAssembly algos by deployment. Algos by symbol are in SequenceClient.Algos.cs, hosted strategies in
// SequenceClient.Strategies.cs.
public sealed partial class SequenceClient
{
    /// <summary>Deploys an algo next to the venues and starts it. Operation: createDeployment.</summary>
    /// <remarks>The call is never repeated by itself: after <see cref="Retryability.OutcomeUnknown"/> look into <see cref="GetDeploymentsAsync"/> first.</remarks>
    /// <param name="name">Your name for it; not empty.</param>
    /// <param name="wasm">The WebAssembly module: the bytes of the <c>.wasm</c> file, not its text form.</param>
    /// <param name="symbols">What it trades; at least one, none empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The name or a symbol is empty, there is no symbol, or the bytes are no WebAssembly module.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<Deployment> DeployAlgoAsync(
        string name, ReadOnlyMemory<byte> wasm, IEnumerable<string> symbols, CancellationToken cancellationToken = default) =>
        DeployAlgoAsync(name, wasm, symbols, startImmediately: true, cancellationToken);

    /// <summary>Deploys an algo next to the venues, running or stopped. Operation: createDeployment.</summary>
    /// <param name="name">Your name for it; not empty.</param>
    /// <param name="wasm">The WebAssembly module: the bytes of the <c>.wasm</c> file, not its text form.</param>
    /// <param name="symbols">What it trades; at least one, none empty.</param>
    /// <param name="startImmediately">False leaves it stopped until <see cref="StartDeploymentAsync"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="DeployAlgoAsync(string, ReadOnlyMemory{byte}, IEnumerable{string}, CancellationToken)"/>
    public Task<Deployment> DeployAlgoAsync(
        string name, ReadOnlyMemory<byte> wasm, IEnumerable<string> symbols, bool startImmediately, CancellationToken cancellationToken = default)
    {
        var body = new CreateDeploymentBody
        {
            Name = Check.Text(name, nameof(name)),
            WasmBase64 = WasmModule.ToBase64(wasm, nameof(wasm)),
            Symbols = Check.Texts(symbols, nameof(symbols)),
            StartImmediately = startImmediately,
        };
        return _transport.CallAsync((raw, token) => raw.Automate.CreateDeploymentAsync(body, token), cancellationToken, verify: deployment => AnswerCheck.Name("deployment", name, deployment.Name));
    }

    /// <summary>Every deployment of the account. Operation: listDeployments.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<IReadOnlyList<Deployment>> GetDeploymentsAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Automate.ListDeploymentsAsync(token), cancellationToken);

    /// <summary>One deployment with its state, position and profit on every edge. Operation: getDeployment.</summary>
    /// <param name="deploymentId">As <see cref="Deployment.DeploymentId"/> gives it; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused (404: there is no such deployment), no complete answer came, or it is not readable.</exception>
    public Task<Deployment> GetDeploymentAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByIdAsync(raw.Automate.GetDeploymentAsync(deploymentId, token), "getDeployment", deploymentId, deployment => deployment.DeploymentId), cancellationToken);
    }

    /// <summary>Changes a deployment. Body and answer are not documented: what you pass is what is sent. Operation: updateDeployment.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="changes">A JSON object, such as <c>{"name": "mm-2"}</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty, or the changes are no JSON object.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> UpdateDeploymentAsync(string deploymentId, JToken changes, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        JObject body = Check.JsonObject(changes, nameof(changes));
        return _transport.CallAsync((raw, token) => raw.Automate.UpdateDeploymentAsync(deploymentId, body, token), cancellationToken, verify: AnswerCheck.Id(deploymentId, "deployment_id", "id"));
    }

    /// <summary>Starts a stopped deployment. Operation: startDeployment.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StartDeploymentAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync((raw, token) => raw.Automate.StartDeploymentAsync(deploymentId, token), cancellationToken, verify: AnswerCheck.Id(deploymentId, "deployment_id", "id"));
    }

    /// <summary>Stops a deployment. Its resting orders stay in the market: cancel them yourself, or with <see cref="CancelAllOnVenueAsync"/>. Operation: stopDeployment.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StopDeploymentAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync((raw, token) => raw.Automate.StopDeploymentAsync(deploymentId, token), cancellationToken, verify: AnswerCheck.Id(deploymentId, "deployment_id", "id"));
    }

    /// <summary>Stops a deployment and deletes it. Operation: deleteDeployment.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> UndeployAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync((raw, token) => raw.Automate.DeleteDeploymentAsync(deploymentId, token), cancellationToken, verify: AnswerCheck.Id(deploymentId, "deployment_id", "id"));
    }

    /// <summary>What a deployment logged; free-form. Operation: getDeploymentLogs.</summary>
    /// <param name="id">Not empty.</param>
    /// <param name="limit">The most lines, 1 or more; 200 by default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty, or the limit is below 1.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetDeploymentLogsAsync(string id, int limit = 200, CancellationToken cancellationToken = default)
    {
        Check.PathValue(id, nameof(id));
        Check.InRange(limit, 1, int.MaxValue, nameof(limit));
        return _transport.CallAsync((raw, token) => raw.Automate.GetDeploymentLogsAsync(id, limit, token), cancellationToken);
    }

    /// <summary>How the edges of a deployment see each other; free-form. Operation: getDeploymentMesh.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetDeploymentMeshAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync((raw, token) => raw.Automate.GetDeploymentMeshAsync(deploymentId, token), cancellationToken);
    }

    /// <summary>Counters of a deployment; free-form. The path is inferred from those of logs and mesh. Operation: getDeploymentMetrics.</summary>
    /// <param name="deploymentId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetDeploymentMetricsAsync(string deploymentId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(deploymentId, nameof(deploymentId));
        return _transport.CallAsync((raw, token) => raw.Automate.GetDeploymentMetricsAsync(deploymentId, token), cancellationToken);
    }
}
