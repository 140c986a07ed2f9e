using System.Globalization;

namespace Sequence.Exchange.Automation;

/// <summary>The hosted strategies of all accounts. The caller holds the gate.</summary>
internal sealed class StrategyService(Scheduler scheduler, int seed)
{
    /// <summary>How many strategies an account may have.</summary>
    public const int Quota = 20;

    private readonly Shelf<Strategy> _strategies = new("strategy");
    private int _lastId;
    private int _lastRun;

    public IReadOnlyCollection<Strategy> Of(Account account) => _strategies.Of(account);

    /// <exception cref="RefusedException">Not found: the account has none of that id.</exception>
    public Strategy Get(Account account, string id) => _strategies.Get(account, id);

    /// <summary>Null when the account has none of that id.</summary>
    public Strategy? Find(Account account, string id) => _strategies.Find(account, id);

    /// <exception cref="RefusedException">Forbidden: the account has as many as it may.</exception>
    public Strategy Create(Account account, StrategySpec spec, bool starts)
    {
        if (_strategies.Of(account).Count >= Quota)
            throw RefusedException.Forbidden($"The quota is {Quota} strategies; delete one first.");
        var strategy = new Strategy(account, NewId("strat", ++_lastId), spec, scheduler.Now);
        _strategies.Put(account, strategy.Id, strategy);
        if (starts)
            Start(strategy);
        return strategy;
    }

    /// <summary>A strategy that runs goes on with its run.</summary>
    public void Start(Strategy strategy)
    {
        if (!strategy.IsRunning)
            strategy.Start(NewId("run", ++_lastRun), scheduler.Now);
    }

    public void Stop(Strategy strategy) => strategy.Stop(scheduler.Now);

    public void Delete(Strategy strategy) => _strategies.Take(strategy.Owner, strategy.Id);

    private string NewId(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}_{RowChance.For(seed, kind, number).Next():x16}");
}
