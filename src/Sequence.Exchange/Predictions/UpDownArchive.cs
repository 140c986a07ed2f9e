using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>The five-minute questions of the time before the exchange opened: found by slug and token, resolved as the seed says, in no list.</summary>
/// <param name="seed">The exchange's seed.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
internal sealed class UpDownArchive(int seed, long opened)
{
    /// <summary>No catalogue reaches as far as this place.</summary>
    private const long FirstPosition = 20_000_000;

    /// <summary>Unix seconds of 1 January 2025.</summary>
    private const long Oldest = 1_735_689_600;

    private static readonly string[] Coins = [.. UpDownMarket.Coins];

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
        return position < FirstPosition ? null : Find((int)coin, Oldest + (round * UpDownMarket.Seconds));
    }

    private CatalogueRow? Find(int coin, long start)
    {
        bool isPast = start >= Oldest && start % UpDownMarket.Seconds == 0 && start <= opened - UpDownMarket.Seconds;
        if (!isPast)
            return null;
        long position = FirstPosition + ((start - Oldest) / UpDownMarket.Seconds * Coins.Length) + coin;
        RowChance chance = RowChance.For(seed, "up or down", position);
        var begin = Px.FromDecimal(chance.Between(10_000_000, 90_000_000) / 1_000m);
        var market = new UpDownMarket(Coins[coin], start, seed, position, begin);
        market.Resolve(begin + Px.FromRaw(begin.Raw / 100_000 * chance.Between(-99, 100)));
        return new CatalogueRow(position, market);
    }
}
