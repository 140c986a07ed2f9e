using Sequence.Sandbox.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Predictions;

/// <summary>
/// Polymarket's five-minute questions on each coin: at every fifth minute the old one is resolved by the coin's middle price,
/// and the next is minted. The first are minted when the exchange opens.
/// </summary>
internal sealed class UpDownSeries
{
    /// <summary>Of the fee curve rate x contracts x p x (1 - p).</summary>
    public const decimal FeeRate = 0.072m;

    public static readonly IReadOnlyList<string> Coins = ["BTC", "ETH", "SOL"];

    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly Catalogue _polymarket;
    private readonly int _seed;
    private readonly List<(UpDownMarket Market, long Position)> _open = [];

    public UpDownSeries(Scheduler scheduler, MarketPlace markets, Catalogue polymarket, int seed)
    {
        _scheduler = scheduler;
        _markets = markets;
        _polymarket = polymarket;
        _seed = seed;
    }

    public event Action<CatalogueRow>? Minted;

    public event Action<CatalogueRow>? Resolved;

    /// <summary>Mints the questions of the five minutes that run, and keeps going.</summary>
    public void Open() => _scheduler.Enter(() =>
    {
        long start = _scheduler.Now.ToUnixSeconds() / UpDownMarket.Seconds * UpDownMarket.Seconds;
        Mint(start);
        TimeSpan untilNext = UnixNanos.FromUnixSeconds(start + UpDownMarket.Seconds) - _scheduler.Now;
        _scheduler.Schedule(untilNext, () =>
        {
            Turn();
            _scheduler.Every(TimeSpan.FromSeconds(UpDownMarket.Seconds), Turn);
        });
    });

    private void Turn()
    {
        foreach ((UpDownMarket market, long position) in _open)
        {
            // A coin that nobody quotes ends where it began.
            market.Resolve(Price(market.Coin) ?? market.StartPrice);
            Resolved?.Invoke(new CatalogueRow(position, market));
        }

        _open.Clear();
        Mint(_scheduler.Now.ToUnixSeconds());
    }

    private void Mint(long startSeconds)
    {
        foreach (string coin in Coins)
        {
            if (Price(coin) is not { } price)
                continue;
            long position = _polymarket.Count;
            var market = new UpDownMarket(coin, startSeconds, _seed, position, price);
            _polymarket.Mint(market);
            _open.Add((market, position));
            Minted?.Invoke(new CatalogueRow(position, market));
        }
    }

    private Px? Price(string coin) => Prices.Mid(_markets.For($"{coin}-USD"));
}
