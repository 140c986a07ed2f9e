using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Benchmarks.Loopback;

/// <summary>A catalogue as large as the open markets of Kalshi, in pages, made from a seed.</summary>
internal static class MarketCatalogue
{
    public const int Rows = 43_000;
    public const int PageRows = 500;
    private const int PageCount = Rows / PageRows;
    private const int Seed = 13;
    private const string Rules = "If the value that the named source publishes for the day is above the strike at settlement, the market resolves to Yes; otherwise it resolves to No.";

    public static string SlugOf(int row) => string.Create(CultureInfo.InvariantCulture, $"KXBENCH-26NOV24-T{row:D5}");

    public static IReadOnlyList<byte[]> Pages()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, PageCount).Select(page => Page(page, random))];
    }

    /// <summary>The page behind a cursor; the first when there is none.</summary>
    public static int PageOf(string? cursor) => string.IsNullOrEmpty(cursor) ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);

    private static byte[] Page(int page, Random random)
    {
        bool hasMore = page + 1 < PageCount;
        return Encoding.UTF8.GetBytes(new JObject
        {
            ["markets"] = new JArray(Enumerable.Range(page * PageRows, PageRows).Select(row => Row(row, random))),
            ["count"] = PageRows,
            ["venue"] = "kalshi",
            ["has_more"] = hasMore,
            ["next_cursor"] = hasMore ? (page + 1).ToString(CultureInfo.InvariantCulture) : null,
        }.ToString(Formatting.None));
    }

    private static JObject Row(int row, Random random)
    {
        string slug = SlugOf(row);
        decimal bid = random.Next(1, 99) / 100m;
        return new JObject
        {
            ["venue"] = "kalshi",
            ["slug"] = slug,
            ["question"] = $"Will the value of {slug} be above the strike?",
            ["description"] = Rules,
            ["url"] = "https://kalshi.com/markets/" + slug,
            ["start_date"] = "2026-11-20T15:00:00Z",
            ["end_date"] = "2026-11-24T23:59:00Z",
            ["outcomes"] = new JArray("Yes", "No"),
            ["outcome_token_ids"] = new JArray(slug + ":YES", slug + ":NO"),
            ["yes_token_id"] = slug + ":YES",
            ["no_token_id"] = slug + ":NO",
            ["condition_id"] = "KXBENCH-26NOV24",
            ["event_id"] = "KXBENCH-26NOV24",
            ["neg_risk"] = false,
            ["volume_24h"] = random.Next(0, 1_000_000) / 100m,
            ["volume_total"] = random.Next(0, 100_000_000) / 100m,
            ["volume_week"] = random.Next(0, 10_000_000) / 100m,
            ["liquidity"] = random.Next(0, 10_000_000) / 100m,
            ["best_yes_bid"] = bid,
            ["best_yes_ask"] = bid + 0.01m,
            ["best_no_bid"] = 0.99m - bid,
            ["best_no_ask"] = 1m - bid,
            ["spread_pct"] = 0.01m,
        };
    }
}
