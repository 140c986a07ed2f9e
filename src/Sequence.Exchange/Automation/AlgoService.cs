namespace Sequence.Exchange.Automation;

/// <summary>
/// Algos by symbol: a view of the deployments. The algo of a symbol is the deployment that runs for it, else the one that was
/// created or started last. Starting, stopping and deleting it acts on the whole deployment. The caller holds the gate.
/// </summary>
internal sealed class AlgoService(EdgeFleet fleet, DeploymentService deployments)
{
    /// <summary>Every symbol that a deployment of the account lists, in the order in which the symbols came.</summary>
    public IReadOnlyList<Algo> Of(Account account) =>
        [.. deployments.Of(account).SelectMany(deployment => deployment.Rollout.Symbols).Distinct().Select(symbol => Find(account, symbol)!)];

    /// <exception cref="RefusedException">Not found: no deployment of the account lists the symbol.</exception>
    public Algo Get(Account account, string symbol) =>
        Find(account, fleet.Markets.Canonical(symbol)) ?? throw RefusedException.NotFound($"No algo is called '{symbol}'.");

    /// <summary>
    /// Deploys a module for one symbol, stopped. It takes the place of the symbol's algo: deployments of that symbol alone are
    /// deleted, those of several symbols stop.
    /// </summary>
    /// <exception cref="RefusedException">Validation: the symbol is not listed, or the module is none.</exception>
    public Algo Deploy(Account account, JToken body)
    {
        var at = new Field("");
        string symbol = SymbolList.Read(at.Word(body, "symbol"), at["symbol"], fleet.Markets);
        var module = AlgoModule.Read(at.Word(body, "wasm_base64"), at["wasm_base64"]);
        Deployment deployment = deployments.Create(account, at.Member(body, "name") is { Type: not JTokenType.Null } ? at.Word(body, "name") : symbol, module, [symbol]);
        deployments.StopRivals(deployment);
        foreach (Deployment old in deployments.Of(account).Where(old => old != deployment && old.Rollout.Symbols.All(listed => listed == symbol)).ToList())
            deployments.Delete(old);
        return new Algo(symbol, deployment);
    }

    public void Start(Algo algo) => deployments.Start(algo.Deployment);

    public void Stop(Algo algo) => deployments.Stop(algo.Deployment);

    public void Delete(Algo algo) => deployments.Delete(algo.Deployment);

    private Algo? Find(Account account, string symbol) => deployments.Of(account)
        .Where(deployment => deployment.Rollout.Symbols.Contains(symbol))
        .OrderByDescending(deployment => deployment.Rollout.IsRunning)
        .ThenByDescending(deployment => deployment.Turn)
        .Select(deployment => new Algo(symbol, deployment))
        .FirstOrDefault();
}
