using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Predictions;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>Markets that the vendor's docs name, and rows of groups.</summary>
[SetCulture("")]
public sealed class NamedMarketTests : ExchangeTest
{
    private const long Opened = 1_767_614_400;

    /// <summary>The least that an exchange can have: what is named is there all the same.</summary>
    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, CatalogueSize = 1 };

    [Test]
    public async Task The_smallest_catalogue_has_all_of_them()
    {
        string[] kalshi = await SlugsAsync("kalshi");
        string[] polymarket = await SlugsAsync("polymarket");
        Assert.That(kalshi, Is.EqualTo([
            "KXBTCZ-26DEC31-T99000", "KXBTCZ-26DEC31-T100000", "KXNBA-26-TOR", "KXMLBHR-26APR292140KCATH-ATHLBUTLER4-1", "KXNBAGAME-26MAY01LALHOU-LAL", "KXMARKET-FOO"]));
        Assert.That(polymarket, Is.EqualTo([
            "batch-quote-token", "lookup-token", "fed-decision-in-october",
            $"btc-updown-5m-{Opened}", $"eth-updown-5m-{Opened}", $"sol-updown-5m-{Opened}"]));
    }

    /// <summary>A group's row shows its first answer and the opposite of that, not two answers.</summary>
    [Test]
    public async Task Yes_and_no_of_a_group_are_opposites()
    {
        JToken row = (await GetAsync("/v1/markets?slug=fed-decision-in-october"))["markets"]!.Single();
        JToken first = (await GetAsync("/v1/markets?slug=fed-decision-in-october&expand=outcomes"))["markets"]![0]!;
        JToken settlement = await GetAsync("/v1/settlement/fed-decision-in-october");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal)row["best_yes_bid"]! + (decimal)row["best_no_ask"]!, Is.EqualTo(1m));
            Assert.That((decimal)row["best_yes_ask"]! + (decimal)row["best_no_bid"]!, Is.EqualTo(1m));
            foreach (string member in new[] { "yes_token_id", "no_token_id", "best_yes_bid", "best_yes_ask", "best_no_bid", "best_no_ask" })
                Assert.That(row[member], Is.EqualTo(first[member]), member);
            Assert.That(row["outcome_token_ids"]!.Values<string>().Skip(1), Has.No.Member((string?)row["no_token_id"]));
            Assert.That((string?)settlement["no_token_id"], Is.EqualTo((string?)row["no_token_id"]));
            Assert.That((decimal)settlement["yes_price"]! + (decimal)settlement["no_price"]!, Is.EqualTo(1m));
        }
    }

    [Test]
    public async Task The_books_of_a_group_are_opposites_too()
    {
        JToken row = (await GetAsync("/v1/markets?slug=fed-decision-in-october"))["markets"]!.Single();
        JToken yes = (await GetAsync($"/v1/quotes/{row["yes_token_id"]}"))["nbbo"]!;
        JToken no = (await GetAsync($"/v1/quotes/{row["no_token_id"]}"))["nbbo"]!;
        Assert.That(((decimal)yes["bid"]!, (decimal)yes["ask"]!, (decimal)no["bid"]!, (decimal)no["ask"]!), Is.EqualTo(
            ((decimal)row["best_yes_bid"]!, (decimal)row["best_yes_ask"]!, (decimal)row["best_no_bid"]!, (decimal)row["best_no_ask"]!)));
        Assert.That((decimal)yes["bid"]! + (decimal)no["ask"]!, Is.EqualTo(1m));
    }

    /// <summary>The higher strike is worth less at any moment, in the past too.</summary>
    [Test]
    public async Task The_higher_strike_is_worth_three_cents_less()
    {
        for (int minute = 0; minute < 5; minute++)
        {
            JToken rows = (await GetAsync("/v1/markets?venue=kalshi&limit=2"))["markets"]!;
            decimal middle = ((decimal)rows[0]!["best_yes_bid"]! + (decimal)rows[0]!["best_yes_ask"]!) / 2;
            Assert.That((decimal)rows[1]!["best_yes_bid"]!, Is.EqualTo(Math.Floor(middle * 100) / 100 - 0.03m));
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        JToken[] lower = await PointsAsync("KXBTCZ-26DEC31-T99000");
        JToken[] higher = await PointsAsync("KXBTCZ-26DEC31-T100000");
        Assert.That(lower[..100].Zip(higher, (a, b) => (long)a["price_1e9"]! - (long)b["price_1e9"]!), Is.All.EqualTo(30_000_000));
    }

    [TestCase(2026, 1, 5, "2026-12-31T23:59:59Z")]
    [TestCase(2026, 12, 31, "2026-12-31T23:59:59Z")]
    [TestCase(2027, 1, 1, "2027-12-31T23:59:59Z")]
    [TestCase(2030, 6, 1, "2030-12-31T23:59:59Z")]
    public void A_market_ends_with_its_tickers_day_in_the_first_year_that_has_not_passed_it(int year, int month, int day, string end)
    {
        long opened = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.That(MarketRows.Iso(TickerDay.End(new DateOnly(2026, 12, 31), opened)), Is.EqualTo(end));
    }

    [Test]
    public void A_day_that_ends_at_the_opening_is_over()
    {
        long end = TickerDay.End(new DateOnly(2026, 4, 29), opened: 0);
        Assert.That(TickerDay.End(new DateOnly(2026, 4, 29), end - 1), Is.EqualTo(end));
        Assert.That(TickerDay.End(new DateOnly(2026, 4, 29), end), Is.EqualTo(end + (365 * 86_400)));
    }

    /// <summary>Nobody asked for either of them, and no coin stands near 100,000.</summary>
    [Test]
    public async Task Both_strikes_are_decided_at_their_end_by_the_coin()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 12, 31, 23, 57, 0, TimeSpan.Zero));
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = time });
        using var http = new HttpClient { BaseAddress = exchange.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", exchange.NewKey());
        time.Advance(TimeSpan.FromMinutes(4));
        foreach (string ticker in new[] { "KXBTCZ-26DEC31-T99000", "KXBTCZ-26DEC31-T100000" })
        {
            JToken settlement = Parse(await http.GetStringAsync($"/v1/settlement/{ticker}"));
            Assert.That($"{settlement["status"]} {settlement["resolved_outcome"]} {settlement["no_price"]}", Is.EqualTo("resolved No 1.0"), ticker);
        }
    }

    private async Task<string[]> SlugsAsync(string venue) => [.. (await GetAsync($"/v1/markets?venue={venue}&limit=50"))["markets"]!.Select(row => (string)row["slug"]!)];

    private async Task<JToken[]> PointsAsync(string ticker) => [.. (await GetAsync($"/v1/price_history/{ticker}?range=1w&fidelity_secs=3600"))["points"]!];
}
