using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class QuoteTests : ExchangeTest
{
    [Test]
    public async Task A_quote_joins_the_best_prices_of_all_venues()
    {
        VenueMarket alpha = List("alpha");
        VenueMarket beta = List("beta");
        Bid(alpha, 99.98m, 2.5m);
        Ask(alpha, 100.02m, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(40));
        Bid(beta, 99.99m, 0.75m);
        Ask(beta, 100.02m, 3m);
        Time.Advance(TimeSpan.FromMilliseconds(7));

        JToken quote = await GetAsync("/v1/quotes/TEST-USD");

        Assert.That(quote.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(
            """
            {"symbol":"TEST-USD","nbbo":{"bid":99.99,"ask":100.02,"mid":100.005,"spread_bps":2.99985},
            "venues":{"alpha":{"bid":99.98,"ask":100.02,"bid_size":2.5,"ask_size":1.0,"age_ms":47},
            "beta":{"bid":99.99,"ask":100.02,"bid_size":0.75,"ask_size":3.0,"age_ms":7}},
            "book":{"bids":[{"price":99.99,"size":0.75},{"price":99.98,"size":2.5}],"asks":[{"price":100.02,"size":4.0}]},"source":"edge_nbbo"}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public async Task A_crossed_book_has_no_middle_and_no_spread()
    {
        Bid(List("alpha"), 101m, 1m);
        Ask(List("beta"), 100m, 1m);

        JToken nbbo = (await GetAsync("/v1/quotes/TEST-USD"))["nbbo"]!;

        Assert.That((decimal)nbbo["bid"]!, Is.EqualTo(101m));
        Assert.That((decimal)nbbo["mid"]!, Is.Zero);
        Assert.That((decimal)nbbo["spread_bps"]!, Is.Zero);
    }

    [Test]
    public async Task An_empty_side_has_no_price_and_an_empty_market_no_source()
    {
        VenueMarket alpha = List("alpha");
        JToken empty = await GetAsync("/v1/quotes/TEST-USD?nowait=true");
        Bid(alpha, 100m, 1m);
        JToken half = await GetAsync("/v1/quotes/TEST-USD");

        Assert.That((string?)empty["source"], Is.EqualTo("unavailable"));
        Assert.That((string?)half["source"], Is.EqualTo("edge_nbbo"));
        Assert.That((decimal)half["nbbo"]!["bid"]!, Is.EqualTo(100m));
        Assert.That(half["nbbo"]!["ask"], Is.Null);
        Assert.That(half["nbbo"]!["mid"], Is.Null);
    }

    [TestCase("?depth=1", 1)]
    [TestCase("?depth=12", 12)]
    [TestCase("", 10)]
    [TestCase("?depth=100", 15)]
    public async Task Depth_is_levels_a_side(string query, int levels)
    {
        VenueMarket alpha = List("alpha");
        for (int i = 0; i < 15; i++)
            Bid(alpha, 100m - i, 1m);

        Assert.That((await GetAsync("/v1/quotes/TEST-USD" + query))["book"]!["bids"]!.Count(), Is.EqualTo(levels));
    }

    [TestCase(0)]
    [TestCase(101)]
    public async Task A_depth_beyond_1_to_100_is_400(int depth)
    {
        JToken error = await FailAsync(HttpMethod.Get, $"/v1/quotes/BTC-USD?depth={depth}", HttpStatusCode.BadRequest);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("depth"));
    }

    [Test]
    public async Task An_unknown_symbol_is_404() =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, "/v1/quotes/NO-SUCH", HttpStatusCode.NotFound))["code"], Is.EqualTo("NOT_FOUND"));

    [Test]
    public async Task A_bare_prediction_ticker_is_its_yes_outcome()
    {
        JToken bare = await GetAsync("/v1/quotes/KXBTCZ-26DEC31-T99000");
        JToken yes = await GetAsync("/v1/quotes/KXBTCZ-26DEC31-T99000%3AYES");

        Assert.That((string?)bare["symbol"], Is.EqualTo("KXBTCZ-26DEC31-T99000"));
        Assert.That(JToken.DeepEquals(bare["nbbo"], yes["nbbo"]));
    }

    [Test]
    public async Task The_list_drops_old_quotes_and_unknown_symbols()
    {
        VenueMarket old = List("alpha", "OLD-USD");
        Bid(old, 10m, 1m);
        Time.Advance(TimeSpan.FromSeconds(60));
        Bid(List("alpha"), 20m, 1m);

        Assert.That(await SymbolsAsync("symbols=OLD-USD,TEST-USD,NO-SUCH"), Is.EqualTo("OLD-USD TEST-USD"));
        Assert.That(await SymbolsAsync("symbols=OLD-USD%2CTEST-USD&max_age_s=60"), Is.EqualTo("TEST-USD"));
        Assert.That(await SymbolsAsync("symbol=TEST-USD"), Is.EqualTo("TEST-USD"));
        Assert.That(await SymbolsAsync("symbol=TEST-USD&max_age_s=0"), Is.Empty);
    }

    [TestCase("")]
    [TestCase("?symbols=BTC-USD&max_age_s=-1")]
    public async Task A_list_without_symbols_or_with_a_negative_age_is_400(string query) =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, "/v1/quotes" + query, HttpStatusCode.BadRequest))["code"], Is.EqualTo("INVALID_PARAMS"));

    private async Task<string> SymbolsAsync(string query) =>
        string.Join(' ', (await GetAsync("/v1/quotes?" + query))["quotes"]!.Select(quote => (string)quote["symbol"]!));
}
