using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class QuotesBatchTests : ExchangeTest
{
    [Test]
    public async Task One_bad_symbol_costs_only_its_own_entry()
    {
        VenueMarket alpha = List("alpha");
        Bid(alpha, 10m, 1m);
        Bid(alpha, 9m, 1m);

        JToken batch = await BatchAsync("""{"symbols": ["NO-SUCH", "TEST-USD", ""], "depth": 1, "nowait": true, "concurrency": 64}""");
        JToken entries = batch["quotes"]!;

        Assert.That((int)batch["count"]!, Is.EqualTo(3));
        Assert.That((int)batch["elapsed_ms"]!, Is.Zero);
        Assert.That((string?)entries[0]!["symbol"], Is.EqualTo("NO-SUCH"));
        Assert.That((string?)entries[0]!["error"], Does.Contain("NO-SUCH"));
        Assert.That(entries[1]!["error"], Is.Null);
        Assert.That((string?)entries[1]!["source"], Is.EqualTo("edge_nbbo"));
        Assert.That(entries[1]!["book"]!["bids"]!.Count(), Is.EqualTo(1));
        Assert.That((string?)entries[2]!["error"], Is.Not.Empty);
    }

    [Test]
    public async Task An_entry_equals_the_single_quote()
    {
        JToken batch = await BatchAsync("""{"symbols": ["BTC-USD"]}""");

        Assert.That(JToken.DeepEquals(batch["quotes"]![0], await GetAsync("/v1/quotes/BTC-USD")));
    }

    [TestCase("spot", "ETH-USD")]
    [TestCase("perp", "ETH-USD-PERP")]
    public async Task An_instrument_type_counts_for_the_whole_batch(string type, string fits)
    {
        JToken batch = await BatchAsync($$"""{"symbols": ["ETH-USD", "ETH-USD-PERP"], "instrument_type": "{{type}}"}""");

        Assert.That(batch["quotes"]!.Where(entry => entry["error"] is null).Select(entry => (string)entry["symbol"]!), Is.EqualTo<string>([fits]));
    }

    [Test]
    public async Task Two_thousand_symbols_fit_and_one_more_is_400()
    {
        string full = string.Join(',', Enumerable.Repeat("\"SOL-USD\"", 2000));

        Assert.That((int)(await BatchAsync($$"""{"symbols": [{{full}}]}"""))["count"]!, Is.EqualTo(2000));
        await RefusedAsync($$"""{"symbols": [{{full}}, "SOL-USD"]}""", HttpStatusCode.BadRequest, "symbols");
    }

    [Test]
    public async Task What_does_not_fit_is_named()
    {
        await RefusedAsync("""{"depth": 5}""", HttpStatusCode.UnprocessableEntity, "symbols");
        await RefusedAsync("""{"symbols": ["SOL-USD"], "depth": 101}""", HttpStatusCode.BadRequest, "depth");
        await RefusedAsync("""{"symbols": ["SOL-USD"], "concurrency": 257}""", HttpStatusCode.BadRequest, "concurrency");
        await RefusedAsync("""{"symbols": ["SOL-USD"], "instrument_type": "bond"}""", HttpStatusCode.UnprocessableEntity, "instrument_type");
    }

    private async Task<JToken> BatchAsync(string body) => await SendAsync(HttpMethod.Post, "/v1/quotes_batch", body);

    private async Task RefusedAsync(string body, HttpStatusCode status, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/quotes_batch", status, body);
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }
}
