using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Predictions;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>Markets of the catalogue open their books when somebody asks.</summary>
[SetCulture("")]
public sealed class CatalogueTradingTests : ExchangeTest
{
    private static readonly string[] Venues = [Catalogue.Kalshi, Catalogue.Polymarket];

    [TestCaseSource(nameof(Venues))]
    public async Task The_first_quote_of_a_market_is_what_its_row_said(string venue)
    {
        foreach (JToken row in await RowsAsync(venue, 12))
        {
            JToken yes = await GetAsync($"/v1/quotes/{row["yes_token_id"]}");
            JToken no = await GetAsync($"/v1/quotes/{row["no_token_id"]}");
            JToken after = (await GetAsync($"/v1/markets?venue={venue}&slug={row["slug"]}"))["markets"]!.Single();
            using (Assert.EnterMultipleScope())
            {
                Assert.That((Number(yes, "bid"), Number(yes, "ask")), Is.EqualTo(((decimal?)row["best_yes_bid"], (decimal?)row["best_yes_ask"])), (string?)row["slug"]);
                Assert.That((Number(no, "bid"), Number(no, "ask")), Is.EqualTo(((decimal?)row["best_no_bid"], (decimal?)row["best_no_ask"])), (string?)row["slug"]);
                Assert.That(JToken.DeepEquals(row, after), Is.True);
            }
        }
    }

    [Test]
    public async Task A_row_shows_the_book_that_is_open()
    {
        JToken row = (await RowsAsync(Catalogue.Kalshi, 1)).Single();
        decimal bid = (decimal)row["best_yes_bid"]!;
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{row["slug"]}}", "side": "sell", "qty": 1, "price": {{bid}}}""", HttpStatusCode.OK);
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{row["slug"]}}", "side": "buy", "qty": 2000, "price": {{(decimal)row["best_yes_ask"]!}}}""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
        JToken after = (await GetAsync($"/v1/markets?venue=kalshi&slug={row["slug"]}"))["markets"]!.Single();
        Assert.That((decimal?)after["best_yes_bid"], Is.EqualTo((decimal?)row["best_yes_ask"]));
    }

    [TestCase("yes_token_id")]
    [TestCase("slug")]
    [TestCase("url")]
    public async Task A_market_trades_by_each_of_its_names(string member)
    {
        JToken row = (await RowsAsync(Catalogue.Polymarket, 1)).Single();
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{row[member]}}", "side": "buy", "qty": 3}""");
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        Assert.That(((string?)fill["symbol"], (string?)fill["venue"]), Is.EqualTo(((string?)row["yes_token_id"], "polymarket")));
    }

    [TestCase(":NO", "no_token_id")]
    [TestCase(":yes", "yes_token_id")]
    public async Task An_outcome_may_follow_a_ticker(string outcome, string member)
    {
        JToken row = (await RowsAsync(Catalogue.Kalshi, 2))[1];
        JToken named = await GetAsync($"/v1/quotes/{row["slug"]}{outcome}");
        JToken token = await GetAsync($"/v1/quotes/{row[member]}");
        Assert.That(JToken.DeepEquals(named["nbbo"], token["nbbo"]));
        await FailAsync(HttpMethod.Get, $"/v1/quotes/{row["slug"]}:MAYBE", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_order_of_asking_changes_nothing()
    {
        JToken[] rows = await RowsAsync(Catalogue.Polymarket, 5);
        string[] there = await QuotesAsync(rows);
        await using SandboxExchange other = await SandboxExchange.StartAsync(new SandboxOptions
        {
            Seed = 7, TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Time.GetUtcNow()),
        });
        using var http = new HttpClient { BaseAddress = other.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", other.NewKey());
        var back = new List<string>();
        foreach (JToken row in rows.Reverse())
            back.Insert(0, Parse(await http.GetStringAsync(new Uri($"/v1/quotes/{row["yes_token_id"]}", UriKind.Relative))).ToString());
        Assert.That(back, Is.EqualTo(there));
    }

    [Test]
    public async Task A_book_that_nobody_uses_closes_and_one_that_somebody_holds_stays()
    {
        JToken[] rows = await RowsAsync(Catalogue.Polymarket, 2);
        int before = Exchange.Markets.All.Count;
        await GetAsync($"/v1/quotes/{rows[0]["yes_token_id"]}");
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{rows[1]["yes_token_id"]}}", "side": "buy", "qty": 3}""");
        int opened = Exchange.Markets.All.Count;
        Time.Advance(OutcomeBooks.Patience + TimeSpan.FromMinutes(2));
        await GetAsync("/v1/health");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.EqualTo(before + 4));
            Assert.That(Exchange.Markets.Peek((string)rows[0]["yes_token_id"]!), Is.Null);
            Assert.That(Exchange.Markets.Peek((string)rows[1]["yes_token_id"]!), Is.Not.Null);
            Assert.That(Number(await GetAsync($"/v1/quotes/{rows[0]["yes_token_id"]}"), "bid"), Is.Not.Null);
        }
    }

    private static decimal? Number(JToken quote, string side) => (decimal?)quote["nbbo"]![side];

    private async Task<JToken[]> RowsAsync(string venue, int count) =>
        [.. (await GetAsync($"/v1/markets?venue={venue}&limit=40"))["markets"]!.Where(row => row["best_yes_bid"]!.Type != JTokenType.Null && !((string)row["slug"]!).StartsWith("KXBTCZ", StringComparison.Ordinal)).Take(count)];

    private async Task<string[]> QuotesAsync(IEnumerable<JToken> rows)
    {
        var quotes = new List<string>();
        foreach (JToken row in rows)
            quotes.Add((await GetAsync($"/v1/quotes/{row["yes_token_id"]}")).ToString());
        return [.. quotes];
    }
}
