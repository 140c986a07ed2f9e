using Sequence.Sandbox.Markets;

namespace Sequence.Sandbox.Automation;

/// <summary>Who keeps what runs without its client.</summary>
/// <param name="Deployments">Modules on the edges of several symbols.</param>
/// <param name="Algos">Modules by symbol.</param>
/// <param name="Strategies">Hosted programs.</param>
/// <param name="Backtests">Jobs over the past.</param>
internal sealed record AutomationDesks(DeploymentDesk Deployments, AlgoDesk Algos, StrategyDesk Strategies, BacktestDesk Backtests)
{
    public static AutomationDesks Open(Scheduler scheduler, MarketPlace markets, TradeTape tape, int seed)
    {
        var fleet = new EdgeFleet(markets, () => scheduler.Now, seed);
        var strategies = new StrategyDesk(scheduler, seed);
        return new AutomationDesks(new DeploymentDesk(fleet), new AlgoDesk(fleet), strategies, new BacktestDesk(scheduler, markets, tape, strategies, seed));
    }
}
