namespace Sequence.Exchange.Automation;

/// <summary>Who keeps what runs without its client.</summary>
/// <param name="Deployments">Modules on the edges of several symbols.</param>
/// <param name="Algos">The same, seen by symbol.</param>
/// <param name="Strategies">Hosted programs.</param>
/// <param name="Backtests">Jobs over the past.</param>
internal sealed record AutomationServices(DeploymentService Deployments, AlgoService Algos, StrategyService Strategies, BacktestService Backtests)
{
    public static AutomationServices Open(Scheduler scheduler, MarketPlace markets, TradeTape tape, int seed)
    {
        var fleet = new EdgeFleet(markets, () => scheduler.Now, seed);
        var strategies = new StrategyService(scheduler, seed);
        var deployments = new DeploymentService(fleet);
        return new AutomationServices(deployments, new AlgoService(fleet, deployments), strategies, new BacktestService(scheduler, markets, tape, strategies, seed));
    }
}
