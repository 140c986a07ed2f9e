using System.Globalization;

namespace Sequence.Exchange.Automation;

/// <summary>The deployments of all accounts. For one symbol of an account at most one runs: starting another stops it. The caller holds the gate.</summary>
internal sealed class DeploymentService(EdgeFleet fleet)
{
    private readonly Shelf<Deployment> _deployments = new("deployment");
    private int _lastId;
    private long _turns;

    /// <summary>A deployment was created, started, stopped, updated or deleted. Under the gate.</summary>
    public event Action<DeploymentEvent>? Changed;

    /// <summary>An edge called the algo of a running deployment. Under the gate, in the middle of a book's news: listeners only look.</summary>
    public event Action<Deployment, AlgoCallback>? Called;

    public IReadOnlyCollection<Deployment> Of(Account account) => _deployments.Of(account);

    /// <summary>Null when the account has none of that id.</summary>
    public Deployment? Find(Account account, string id) => _deployments.Find(account, id);

    /// <exception cref="RefusedException">Not found: the account has none of that id.</exception>
    public Deployment Get(Account account, string id) => _deployments.Get(account, id);

    /// <exception cref="RefusedException">Validation: a name is missing, the module is none, or a symbol is not listed.</exception>
    public Deployment Create(Account account, Wire.CreateDeploymentBody body)
    {
        var at = new Field("");
        string name = at["name"].Text(body.Name);
        AlgoModule module = AlgoModule.Read(body.WasmBase64, at["wasm_base64"]);
        IReadOnlyList<string> symbols = SymbolList.Read(body.Symbols, at["symbols"], fleet.Markets);
        Deployment deployment = Create(account, name, module, symbols);
        if (body.StartImmediately ?? false)
            Start(deployment);
        return deployment;
    }

    /// <summary>Rolls a module out, stopped.</summary>
    /// <param name="account">Its owner.</param>
    /// <param name="name">The client's name for it.</param>
    /// <param name="module">What is rolled out.</param>
    /// <param name="symbols">As they are listed.</param>
    public Deployment Create(Account account, string name, AlgoModule module, IReadOnlyList<string> symbols)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"dep_{RowChance.For(fleet.Seed, "deployment", ++_lastId).Next():x16}");
        var deployment = new Deployment(account, name, new Rollout(fleet, id, module, symbols)) { Turn = ++_turns };
        Listen(deployment);
        _deployments.Put(account, id, deployment);
        Publish(deployment, "created");
        return deployment;
    }

    /// <summary>Starts it, and stops what runs for one of its symbols. One that runs already goes on.</summary>
    public void Start(Deployment deployment)
    {
        if (deployment.Rollout.IsRunning)
            return;
        StopRivals(deployment);
        deployment.Turn = ++_turns;
        deployment.Rollout.Start();
        Publish(deployment, "started");
    }

    /// <summary>Stops every other deployment of the account that runs for one of its symbols.</summary>
    public void StopRivals(Deployment deployment)
    {
        foreach (Deployment rival in Of(deployment.Owner).Where(rival => rival != deployment && rival.Rollout.Symbols.Intersect(deployment.Rollout.Symbols).Any()))
        {
            if (rival.Rollout.Stop($"replaced by {deployment.Id}"))
                Publish(rival, "stopped");
        }
    }

    public void Stop(Deployment deployment)
    {
        if (deployment.Rollout.Stop())
            Publish(deployment, "stopped");
    }

    public void Delete(Deployment deployment)
    {
        Stop(deployment);
        _deployments.Take(deployment.Owner, deployment.Id);
        Publish(deployment, "deleted");
    }

    /// <summary>Changes the name or the symbols; new symbols roll the module out anew, with counters at zero, and running again if it ran.</summary>
    /// <exception cref="RefusedException">Validation: another member, since a change that is not made must not look made.</exception>
    public void Update(Deployment deployment, JToken body)
    {
        var at = new Field("");
        JObject changes = body as JObject ?? throw new Field("body").Refuse("must be a JSON object.");
        if (changes.Properties().FirstOrDefault(change => change.Name is not ("name" or "symbols")) is { } unknown)
            throw at[unknown.Name].Refuse("cannot be changed here; name and symbols can.");
        string name = changes.ContainsKey("name") ? at["name"].Text(at.Word(changes, "name")) : deployment.Name;
        IReadOnlyList<string>? symbols = changes.ContainsKey("symbols") ? SymbolList.Read(changes["symbols"], at["symbols"], fleet.Markets) : null;
        deployment.Name = name;
        if (symbols is not null)
            RollOut(deployment, symbols);
        Publish(deployment, "updated");
    }

    private void RollOut(Deployment deployment, IReadOnlyList<string> symbols)
    {
        bool wasRunning = deployment.Rollout.Stop();
        deployment.Rollout = new Rollout(fleet, deployment.Id, deployment.Rollout.Module, symbols);
        Listen(deployment);
        if (!wasRunning)
            return;
        StopRivals(deployment);
        deployment.Rollout.Start();
    }

    private void Listen(Deployment deployment) => deployment.Rollout.Called += callback => Called?.Invoke(deployment, callback);

    private void Publish(Deployment deployment, string kind) => Changed?.Invoke(new DeploymentEvent(deployment, kind, fleet.Clock()));
}
