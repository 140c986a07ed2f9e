using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class MarketsTests : ExchangeTest
{
    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, CatalogueSize = 1_200 };

    [Test]
    public async Task A_walk_reaches_every_open_market_once_in_pages_of_at_most_500()
    {
        List<JToken> pages = await WalkAsync("/v1/markets?venue=kalshi&limit=1000");
        string[] slugs = [.. pages.SelectMany(Slugs)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.Select(page => (int)page["count"]!), Is.EqualTo([500, 500, 200]));
            Assert.That(slugs, Is.Unique);
            Assert.That(slugs, Has.Length.EqualTo(1_200));
            Assert.That(slugs[0], Is.EqualTo("KXBTCZ-26DEC31-T99000"));
            Assert.That(pages[^1]["next_cursor"]!.Type, Is.EqualTo(JTokenType.Null));
        }
    }

    [Test]
    public async Task A_cursor_holds_while_markets_are_minted_and_resolved()
    {
        JToken first = await GetAsync("/v1/markets?venue=polymarket&limit=500");
        Time.Advance(TimeSpan.FromMinutes(11));
        List<JToken> rest = await WalkAsync($"/v1/markets?venue=polymarket&limit=500&cursor={first["next_cursor"]}");
        string[] slugs = [.. Slugs(first).Concat(rest.SelectMany(Slugs))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slugs, Is.Unique);
            Assert.That(slugs.Count(slug => !slug.Contains("updown", StringComparison.Ordinal)), Is.EqualTo(1_200));
            Assert.That(slugs.Count(slug => slug.StartsWith("btc-updown-5m-", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_market_that_trades_shows_its_books()
    {
        JToken row = (await GetAsync("/v1/markets?venue=kalshi&slug=kxbtcz-26dec31-t99000&limit=1"))["markets"]!.Single();
        JToken quote = await GetAsync("/v1/quotes/KXBTCZ-26DEC31-T99000%3ANO");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)row["yes_token_id"], Is.EqualTo("KXBTCZ-26DEC31-T99000:YES"));
            Assert.That((decimal?)row["best_no_bid"], Is.EqualTo((decimal?)quote["nbbo"]!["bid"]));
            Assert.That((decimal?)row["best_no_ask"], Is.EqualTo((decimal?)quote["nbbo"]!["ask"]));
            Assert.That((decimal?)row["liquidity"], Is.GreaterThan(0));
            Assert.That((decimal?)row["spread_pct"], Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task A_row_has_every_documented_member()
    {
        JObject row = (JObject)(await GetAsync("/v1/markets?limit=1"))["markets"]!.Single();
        string[] members = "venue slug question url description start_date end_date outcomes outcome_token_ids yes_token_id no_token_id condition_id event_id neg_risk volume_24h volume_total volume_week liquidity best_yes_bid best_yes_ask best_no_bid best_no_ask spread_pct".Split(' ');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(members.Except(row.Properties().Select(property => property.Name)), Is.Empty);
            Assert.That((string?)row["end_date"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
            Assert.That((string?)row["condition_id"], Is.EqualTo((string?)row["event_id"]));
            Assert.That((string?)row["url"], Is.EqualTo("https://polymarket.com/event/" + row["slug"]));
        }
    }

    [Test]
    public async Task A_market_is_found_by_slug_page_and_token()
    {
        JToken row = (await GetAsync("/v1/markets?limit=1&offset=7"))["markets"]!.Single();
        foreach (string query in new[] { $"slug={row["slug"]}", $"slug={Uri.EscapeDataString((string)row["url"]!)}", $"clob_token_id={row["no_token_id"]}" })
            Assert.That(Slugs(await GetAsync("/v1/markets?" + query)), Is.EqualTo([(string)row["slug"]!]), query);
        Assert.That(Slugs(await GetAsync("/v1/markets?slug=none")), Is.Empty);
    }

    [Test]
    public async Task What_is_over_comes_only_when_it_is_asked_for()
    {
        string[] all = [.. (await WalkAsync("/v1/markets?limit=1000&active=true&closed=true")).SelectMany(Slugs)];
        string[] open = [.. (await WalkAsync("/v1/markets?limit=1000")).SelectMany(Slugs)];
        string over = all.Except(open).First();
        JToken token = (await GetAsync($"/v1/markets?active=false&slug={over}"))["markets"]!.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Has.Length.EqualTo(open.Length + 120));
            Assert.That(Slugs(await GetAsync($"/v1/markets?slug={over}")), Is.Empty);
            Assert.That(token["best_yes_bid"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That(Slugs(await GetAsync($"/v1/markets?active=false&clob_token_id={token["yes_token_id"]}")), Is.EqualTo([over]));
        }
    }

    [Test]
    public async Task Text_and_tags_narrow()
    {
        JToken text = await GetAsync("/v1/markets?limit=50&q=seattle%20RAIN");
        JToken tag = await GetAsync("/v1/markets?limit=50&tag=weather");
        JToken series = await GetAsync("/v1/markets?venue=kalshi&limit=50&tag=KXFED");
        JToken id = await GetAsync("/v1/markets?limit=500&tag_id=84");
        JToken related = await GetAsync("/v1/markets?limit=500&tag_id=21&related_tags=true&exclude_tag_id=3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Questions(text), Is.Not.Empty.And.All.Contains("Seattle"));
            Assert.That(Questions(tag), Has.Length.EqualTo(50).And.All.Match("Seattle|New York"));
            Assert.That(Slugs(series), Is.Not.Empty.And.All.StartsWith("KXFED-"));
            Assert.That(Questions(id), Is.Not.Empty.And.All.Match("Seattle|New York"));
            Assert.That(Questions(related), Is.Not.Empty.And.All.Match("Bitcoin|Ethereum|Up or Down"));
        }
    }

    [Test]
    public async Task A_sort_holds_over_pages()
    {
        JToken first = await GetAsync("/v1/markets?limit=30&order=volume");
        JToken second = await GetAsync($"/v1/markets?limit=30&order=volume&cursor={first["next_cursor"]}");
        decimal[] volumes = [.. first["markets"]!.Concat(second["markets"]!).Select(row => (decimal)row["volume_24h"]!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(volumes, Is.Ordered.Descending);
            Assert.That(volumes, Has.Length.EqualTo(60));
            Assert.That(Slugs(first).Intersect(Slugs(second)), Is.Empty);
            Assert.That((await GetAsync("/v1/markets?limit=9&order=end_date"))["markets"]!.Select(row => (string?)row["end_date"]), Is.Ordered);
        }
    }

    [Test]
    public async Task Expanding_makes_a_binary_row_of_each_answer_and_pages_may_cut_a_group()
    {
        List<JToken> pages = await WalkAsync("/v1/markets?limit=7&tag=politics&expand=outcomes", most: 6);
        JToken[] rows = [.. pages.SelectMany(page => page["markets"]!)];
        JToken group = (await GetAsync("/v1/markets?limit=1&tag=politics"))["markets"]!.Single();
        JToken[] answers = [.. rows.Where(row => (string?)row["parent_slug"] == (string?)group["slug"])];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => (string?)row["slug"]), Is.Unique);
            Assert.That(pages.Select(page => (int)page["count"]!), Is.All.EqualTo(7));
            Assert.That(answers.Select(row => (string?)row["symbol"]), Is.EqualTo(group["outcome_token_ids"]!.Values<string>()));
            Assert.That(answers.Select(row => (int)row["outcome_index"]!), Is.Ordered);
            Assert.That(answers.Select(row => (bool)row["is_placeholder_outcome"]!), Is.EqualTo(answers.Select((_, i) => i == answers.Length - 1)));
            Assert.That(answers.SelectMany(row => row["outcomes"]!.Values<string>()), Is.All.EqualTo("Yes").Or.EqualTo("No"));
            Assert.That((bool)group["neg_risk"]!, Is.True);
            Assert.That(Slugs(await GetAsync($"/v1/markets?slug={answers[0]["slug"]}")), Is.EqualTo([(string)answers[0]["slug"]!]));
        }
    }

    [TestCase("venue=kraken", "venue")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=1001", "limit")]
    [TestCase("offset=-1", "offset")]
    [TestCase("order=fame", "order")]
    [TestCase("cursor=nonsense!", "cursor")]
    [TestCase("cursor=cm93LjE", "cursor")]
    [TestCase("expand=everything", "expand")]
    public async Task What_cannot_be_asked_is_400(string query, string field) =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, "/v1/markets?" + query, HttpStatusCode.BadRequest))["details"]![0]!["field"], Is.EqualTo(field));

    [Test]
    public async Task A_cursor_of_a_sorted_search_does_not_go_with_an_unsorted_one()
    {
        JToken sorted = await GetAsync("/v1/markets?limit=1&order=volume");
        await FailAsync(HttpMethod.Get, $"/v1/markets?limit=1&cursor={sorted["next_cursor"]}", HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Settlement_tells_how_a_market_stands()
    {
        JToken row = (await GetAsync("/v1/markets?limit=1"))["markets"]!.Single();
        JToken open = await GetAsync($"/v1/settlement/{row["slug"]}");
        string upDown = (string)(await GetAsync("/v1/markets?q=btc-updown"))["markets"]!.Single()["slug"]!;
        Time.Advance(TimeSpan.FromMinutes(5));
        JToken resolved = await GetAsync($"/v1/settlement/{Uri.EscapeDataString("https://polymarket.com/event/" + upDown)}?underlying=true");
        bool isUp = (long)resolved["underlying"]!["end_price_1e9"]! >= (long)resolved["underlying"]!["start_price_1e9"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)open["status"], Is.EqualTo("open"));
            Assert.That(open["resolved_outcome"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That((string?)open["condition_id"], Is.EqualTo((string?)row["condition_id"]));
            Assert.That((string?)resolved["status"], Is.EqualTo("resolved"));
            Assert.That((string?)resolved["resolved_outcome"], Is.EqualTo(isUp ? "Up" : "Down"));
            Assert.That(((decimal?)resolved["yes_price"], (decimal?)resolved["no_price"]), Is.EqualTo(((decimal?)(isUp ? 1m : 0m), (decimal?)(isUp ? 0m : 1m))));
            Assert.That((long)resolved["event_end_s"]! - (long)resolved["event_start_s"]!, Is.EqualTo(300));
            await FailAsync(HttpMethod.Get, "/v1/settlement/none", HttpStatusCode.NotFound);
        }
    }

    [Test]
    public async Task Rewards_are_listed_and_found_by_token()
    {
        JArray rewards = (JArray)await GetAsync("/v1/polymarket/rewards");
        JToken one = await GetAsync($"/v1/polymarket/rewards/{rewards[3]["token_id"]}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rewards, Is.Not.Empty);
            Assert.That(JToken.DeepEquals(one, rewards[3]));
            Assert.That(rewards.Select(reward => (string?)reward["token_id"]), Is.Unique);
            await FailAsync(HttpMethod.Get, "/v1/polymarket/rewards/1", HttpStatusCode.NotFound);
        }
    }

    [Test]
    public async Task Redeeming_has_nothing_to_do()
    {
        JToken kalshi = await SendAsync(HttpMethod.Post, "/v1/markets/KXBTCZ-26DEC31-T99000%3AYES/redeem?venue=kalshi");
        JToken row = (await GetAsync("/v1/markets?limit=1"))["markets"]!.Single();
        JToken polymarket = await SendAsync(HttpMethod.Post, $"/v1/markets/{row["slug"]}/redeem?venue=polymarket");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)kalshi["mode"], Is.EqualTo("auto_settled"));
            Assert.That((string?)kalshi["slug"], Is.EqualTo("KXBTCZ-26DEC31-T99000"));
            Assert.That((string?)polymarket["mode"], Is.EqualTo("noop"));
            Assert.That((string?)polymarket["condition_id"], Is.EqualTo((string?)row["condition_id"]));
            await FailAsync(HttpMethod.Post, "/v1/markets/none/redeem?venue=kalshi", HttpStatusCode.NotFound);
            await FailAsync(HttpMethod.Post, "/v1/markets/none/redeem?venue=kraken", HttpStatusCode.BadRequest);
        }
    }

    private static string[] Slugs(JToken page) => [.. page["markets"]!.Select(row => (string)row["slug"]!)];

    private static string[] Questions(JToken page) => [.. page["markets"]!.Select(row => (string)row["question"]!)];

    private async Task<List<JToken>> WalkAsync(string path, int most = 100)
    {
        var pages = new List<JToken> { await GetAsync(path) };
        string start = path.Split("&cursor=")[0];
        while (pages.Count < most && (bool)pages[^1]["has_more"]!)
            pages.Add(await GetAsync($"{start}&cursor={pages[^1]["next_cursor"]}"));
        return pages;
    }
}
