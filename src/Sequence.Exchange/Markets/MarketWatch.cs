namespace Sequence.Exchange.Markets;

/// <summary>Notifies the followers of a symbol when one of its books changed: once per burst, and never inside the book's own operation.</summary>
internal sealed class MarketWatch
{
    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly Dictionary<string, List<Follower>> _followers = [];
    private readonly HashSet<string> _pending = [];

    public MarketWatch(Scheduler scheduler, MarketPlace markets)
    {
        (_scheduler, _markets) = (scheduler, markets);
        markets.Changed += market => OnChanged(market.Instrument.Symbol);
        markets.Closed += market => Forget(market.Instrument.Symbol);
    }

    /// <param name="symbol">As it is listed.</param>
    /// <param name="action">Runs as an event of the scheduler.</param>
    /// <returns>Dispose it to unsubscribe.</returns>
    public IDisposable Follow(string symbol, Action action)
    {
        if (!_followers.TryGetValue(symbol, out List<Follower>? followers))
            _followers[symbol] = followers = [];
        var follower = new Follower(followers, action, _markets.Watch(symbol));
        followers.Add(follower);
        return follower;
    }

    private void OnChanged(string symbol)
    {
        if (_followers.TryGetValue(symbol, out List<Follower>? followers) && followers.Count > 0 && _pending.Add(symbol))
            _scheduler.Schedule(TimeSpan.Zero, () => Notify(symbol, followers));
    }

    private void Forget(string symbol)
    {
        if (_followers.TryGetValue(symbol, out List<Follower>? followers) && followers.Count == 0)
            _followers.Remove(symbol);
    }

    private void Notify(string symbol, List<Follower> followers)
    {
        _pending.Remove(symbol);
        foreach (Follower follower in followers.ToArray())
            follower.Notify();
    }

    private sealed class Follower(List<Follower> siblings, Action action, Attention? attention) : IDisposable
    {
        private bool _isGone;

        public void Notify()
        {
            if (!_isGone)
                action();
        }

        public void Dispose()
        {
            if (_isGone)
                return;
            _isGone = true;
            siblings.Remove(this);
            attention?.Release();
        }
    }
}
