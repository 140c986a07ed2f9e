using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 1: prediction markets.</summary>
internal static class MarketFacts
{
    private const string Prefix = "GET /v1/markets?venue=kalshi&";
    private const string OneRow = """{"markets":[{"venue":"kalshi","slug":"KXA-1","question":"?"}],"count":1,"venue":"kalshi","has_more":true,"next_cursor":"c2"}""";
    private const string LastRow = """{"markets":[{"venue":"kalshi","slug":"KXA-1","question":"?"}],"count":1,"venue":"kalshi","has_more":false}""";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "markets(venue: &str) -> MarketsQueryBuilder = Markets ! gives: The builders of reads are called queries here: MarketsQuery.",
            "market(slug: &str, venue: &str) -> Option<Market> = GetMarketAsync",
            "search_markets(query: &str, venue: &str, limit: u32) -> MarketsPage = SearchMarketsAsync"),
        .. Methods<MarketsQuery>(
            "markets.", "slug(&str) -> Self = Slug", "search(&str) -> Self = Search", "tag(&str) -> Self = Tag", "limit(u32) -> Self = Limit", "offset(u32) -> Self = Offset",
            "active_only(bool) -> Self = ActiveOnly", "include_closed(bool) -> Self = IncludeClosed", "order_by(&str) -> Self = OrderBy", "cursor(&str) -> Self = Cursor",
            "expand(&[&str]) -> Self = Expand", "fetch() -> MarketsPage = FetchAsync", "fetch_all() -> Vec<Market> = FetchAllAsync"),
        Sends("markets: active ones, no sort by default", c => c.Markets("kalshi").FetchAsync(), Prefix + "active=true&limit=20"),
        Sends("markets.slug", c => c.Markets("kalshi").Slug("s").FetchAsync(), Prefix + "slug=s&active=true&limit=20"),
        Sends("markets.search", c => c.Markets("kalshi").Search("q").FetchAsync(), Prefix + "q=q&active=true&limit=20"),
        Sends("markets.tag", c => c.Markets("kalshi").Tag("t").FetchAsync(), Prefix + "tag=t&active=true&limit=20"),
        Sends("markets.limit is 1 at least", c => c.Markets("kalshi").Limit(0).FetchAsync(), Prefix + "active=true&limit=1"),
        Sends("markets.limit is 1,000 at most", c => c.Markets("kalshi").Limit(1001).FetchAsync(), Prefix + "active=true&limit=1000"),
        Sends("markets.offset", c => c.Markets("kalshi").Offset(7).FetchAsync(), Prefix + "active=true&limit=20&offset=7"),
        Sends("markets.active_only(false)", c => c.Markets("kalshi").ActiveOnly(false).FetchAsync(), Prefix + "active=false&limit=20"),
        Sends("markets.include_closed(true)", c => c.Markets("kalshi").ActiveOnly(true).IncludeClosed(true).FetchAsync(), Prefix + "active=true&closed=true&limit=20"),
        Sends("markets.order_by is sent when it is set", c => c.Markets("kalshi").OrderBy("volume").FetchAsync(), Prefix + "active=true&limit=20&order=volume"),
        Sends("markets.cursor", c => c.Markets("kalshi").Cursor("c").FetchAsync(), Prefix + "active=true&limit=20&cursor=c"),
        Sends("markets.expand(outcomes)", c => c.Markets("kalshi").Expand("outcomes").FetchAsync(), Prefix + "active=true&limit=20&expand=outcomes"),
        .. Words<MarketOrder>(
            "order_by", "volume = Volume volume", "volume_week = VolumeWeek volume_week", "volume_total = VolumeTotal volume_total", "liquidity = Liquidity liquidity", "end_date = EndDate end_date",
            "start_date = StartDate start_date", "created = Created created", "competitive = Competitive competitive", "closed_time = ClosedTime closed_time"),
        Sends("fetch_all: pages of 1,000", c => c.Markets("kalshi").FetchAllAsync(), Prefix + "active=true&limit=1000"),
        Sends("fetch_all forces pages of 1,000", c => c.Markets("kalshi").Limit(5).FetchAllAsync(), Prefix + "active=true&limit=1000"),
        Sends("fetch_all keeps the filters", c => c.Markets("kalshi").ActiveOnly(true).IncludeClosed(true).Tag("t").FetchAllAsync(), Prefix + "tag=t&active=true&closed=true&limit=1000"),
        Sends("fetch_all sends order_by", c => c.Markets("kalshi").OrderBy("volume").FetchAllAsync(), Prefix + "active=true&limit=1000&order=volume")
            .Differs("A sort breaks the cursor and most rows would be missing, so the pair is refused with a message."),
        new Fact("fetch_all follows next_cursor", async () =>
        {
            using RecordedCalls calls = new(OneRow);
            await using SequenceClient client = calls.NewClient();
            // The same cursor comes again, which ends the walk with an error.
            await Assert.ThatAsync(() => client.Markets("kalshi").FetchAllAsync(), Throws.InstanceOf<SequenceException>());
            return calls.Requests.Count == 2 && calls.Requests[1].Line.EndsWith("&cursor=c2", StringComparison.Ordinal) ? null : calls.Requests[^1].Line;
        }),
        .. Fields<MarketsPage>(
            "MarketsResponse", "markets: Vec<Market>", "count: usize", "venue: String", "has_more: bool", "next_cursor: Option<String>"),
        .. Fields<Market>(
            "Market", "venue: String", "slug: String", "question: String", "description: Option<String>", "outcomes: Vec<String>", "outcome_token_ids: Vec<String>", "yes_token_id: String",
            "no_token_id: String", "condition_id: String", "neg_risk: bool", "volume_24h: f64", "volume_week: f64", "volume_total: f64", "liquidity: f64", "end_date: Option<String>",
            "start_date: Option<String>", "url: String"),
        Sends("market is slug() and fetch()", c => c.GetMarketAsync("KXA-1", "kalshi"), Prefix + "slug=KXA-1&active=true&limit=1"),
        Answers("market is None when absent", """{"markets":[],"count":0,"venue":"kalshi","has_more":false}""", async c => await c.GetMarketAsync("KXA-1", "kalshi"), null),
        Answers("market is Some when it is there", LastRow, async c => (await c.GetMarketAsync("KXA-1", "kalshi"))?.Slug, "KXA-1"),
        Sends("search_markets is search() and fetch()", c => c.SearchMarketsAsync("q", "kalshi", 5), Prefix + "q=q&active=true&limit=5"),
        Answers("search_markets gives the page", OneRow, async c => (await c.SearchMarketsAsync("q", "kalshi", 5)).NextCursor, "c2"),
        Answers("search_markets says whether more follows", OneRow, async c => (await c.SearchMarketsAsync("q", "kalshi", 5)).HasMore, true),
    ];
}
