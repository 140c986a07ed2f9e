using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>The five-minute questions of the time before the exchange opened: found by slug and token, resolved by the coin's past price, in no list.</summary>
/// <param name="seed">The exchange's seed.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
/// <param name="past">What the coins were worth; null when nobody knows, then each question draws prices of its own.</param>
internal sealed class UpDownArchive(int seed, long opened, PastPrices? past)
{
    /// <summary>No catalogue reaches as far as this place.</summary>
    private const long FirstPosition = 20_000_000;

    /// <summary>Unix seconds of 1 January 2025. An exchange that opened before then knows the day before it opened.</summary>
    private const long UsualOldest = 1_735_689_600;
    private const long Day = 86_400;

    private static readonly string[] Coins = [.. UpDownMarket.Coins];

    private long Oldest => Math.Max(0, Math.Min(UsualOldest, opened - Day));

    /// <summary>The latest of them, oldest first.</summary>
    public IEnumerable<CatalogueRow> Latest(int count)
    {
        long round = opened / UpDownMarket.Seconds;
        for (int back = count; back > 0; back--)
        {
            (int rounds, int coin) = Math.DivRem(back - 1, Coins.Length);
            if (Find(Coins.Length - 1 - coin, (round - 1 - rounds) * UpDownMarket.Seconds) is { } row)
                yield return row;
        }
    }

    /// <summary>Such as <c>btc-updown-5m-1776537600</c>.</summary>
    public CatalogueRow? FindSlug(string slug)
    {
        string digits = slug[(slug.LastIndexOf('-') + 1)..];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long start))
            return null;
        int coin = Array.FindIndex(Coins, name => UpDownMarket.SlugOf(name, start).Equals(slug, StringComparison.OrdinalIgnoreCase));
        return coin < 0 ? null : Find(coin, start);
    }

    public CatalogueRow? FindPosition(long position)
    {
        (long round, long coin) = Math.DivRem(position - FirstPosition, Coins.Length);
        return position < FirstPosition ? null : Find((int)coin, round * UpDownMarket.Seconds);
    }

    private CatalogueRow? Find(int coin, long start)
    {
        bool isPast = start >= Oldest && start % UpDownMarket.Seconds == 0 && start <= opened - UpDownMarket.Seconds;
        if (!isPast)
            return null;
        long position = FirstPosition + (start / UpDownMarket.Seconds * Coins.Length) + coin;
        RowChance chance = RowChance.For(seed, "up or down", position);
        var drawn = Px.FromDecimal(chance.Between(10_000_000, 90_000_000) / 1_000m);
        Px begin = CoinAt(coin, start) ?? drawn;
        var market = new UpDownMarket(Coins[coin], start, seed, position, begin, seconds => CoinAt(coin, seconds));
        market.Resolve(CoinAt(coin, market.EndSeconds) ?? begin + Px.FromRaw(begin.Raw / 100_000 * chance.Between(-99, 100)));
        return new CatalogueRow(position, market);
    }

    private Px? CoinAt(int coin, long seconds) => past?.At($"{Coins[coin]}-USD", Coins[coin], seconds);
}
