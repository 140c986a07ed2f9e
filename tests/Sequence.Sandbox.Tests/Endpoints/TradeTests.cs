using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class TradeTests : ExchangeTest
{
    private VenueMarket _alpha = null!;

    [SetUp]
    public void OpenMarket()
    {
        _alpha = List("alpha");
        Ask(_alpha, 100m, 5m);
        Bid(_alpha, 90m, 5m);
    }

    [Test]
    public async Task A_limit_order_rests_trades_and_is_readable_everywhere()
    {
        JToken submit = await SubmitAsync("g1", "buy", 2m, 95m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken resting = await GetAsync("/v1/orders/graph%3Ag1%3Aorder%3A1");
        Ask(_alpha, 95m, 0.5m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken one = (await GetAsync("/v1/orders?node_order_id=graph:g1:order:1"))["orders"]!.Single();
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();

        Assert.That(submit.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"graph_id":"g1","status":"pending","node_count":1,"edge_count":0}"""));
        Assert.That((string?)resting["status"], Is.EqualTo("ACCEPTED"));
        Assert.That((string?)resting["side"], Is.EqualTo("BUY"));
        Assert.That((string?)one["status"], Is.EqualTo("PARTIAL"));
        Assert.That((long)one["filled_qty_1e8"]!, Is.EqualTo(50_000_000));
        Assert.That((string?)fill["node_order_id"], Is.EqualTo("graph:g1:order:1"));
        Assert.That((long)fill["price_1e9"]!, Is.EqualTo(95_000_000_000));
        Assert.That((string?)fill["venue"], Is.EqualTo("alpha"));
    }

    [Test]
    public async Task A_repeated_graph_id_gives_the_first_answer_and_another_body_is_409()
    {
        JToken first = await SubmitAsync("g1", "buy", 1m, 95m);
        JToken again = await SubmitAsync("g1", "buy", 1m, 95m);
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.Conflict, Body("g1", "buy", 2m, 95m));

        Assert.That(JToken.DeepEquals(again, first));
        Assert.That((string?)error["code"], Is.EqualTo("CONFLICT"));
        Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_submit_is_422_and_names_the_field()
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.UnprocessableEntity, Body("g1", "buy", -1m, 95m));

        Assert.That((string?)error["code"], Is.EqualTo("VALIDATION_ERROR"));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("qty"));
    }

    [Test]
    public async Task A_page_is_cut_from_the_newest_first()
    {
        for (int i = 1; i <= 5; i++)
        {
            await SubmitAsync($"g{i}", "buy", 1m, 95m);
            Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        JToken page = await GetAsync("/v1/orders?limit=2&offset=1");
        JToken last = await GetAsync("/v1/orders?limit=2000&offset=4&symbol=TEST-USD");

        Assert.That(Ids(page), Is.EqualTo("graph:g4:order:1 graph:g3:order:1"));
        Assert.That(page["total"] + " " + page["limit"] + " " + page["offset"] + " " + page["has_more"], Is.EqualTo("5 2 1 True"));
        Assert.That(Ids(last), Is.EqualTo("graph:g1:order:1"));
        Assert.That(last["limit"] + " " + last["has_more"], Is.EqualTo("1000 False"));
        Assert.That(Ids(await GetAsync("/v1/orders?symbol=BTC-USD")), Is.Empty);
        Assert.That(Ids(await GetAsync("/v1/orders?offset=99")), Is.Empty);
    }

    [TestCase("/v1/orders?limit=0", "limit")]
    [TestCase("/v1/orders?offset=-1", "offset")]
    [TestCase("/v1/fills?limit=-5", "limit")]
    public async Task A_page_that_cannot_be_is_400(string path, string field) =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, path, HttpStatusCode.BadRequest))["details"]![0]!["field"], Is.EqualTo(field));

    [Test]
    public async Task Cancelling_an_order_takes_it_off_the_book_and_repeating_it_is_harmless()
    {
        await SubmitAsync("g1", "buy", 1m, 95m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That(Bids(), Is.EqualTo("95 90"));
        JToken cancelled = await SendAsync(HttpMethod.Delete, "/v1/orders/graph%3Ag1%3Aorder%3A1");
        JToken again = await SendAsync(HttpMethod.Delete, "/v1/orders/graph%3Ag1%3Aorder%3A1");

        Assert.That((string?)cancelled["status"], Is.EqualTo("CANCELLED"));
        Assert.That(JToken.DeepEquals(again, cancelled));
        Assert.That(Bids(), Is.EqualTo("90"));
    }

    [TestCase("GET", "/v1/orders/graph:none:order:1")]
    [TestCase("DELETE", "/v1/orders/graph:none:order:1")]
    public async Task An_unknown_order_is_404(string verb, string path) =>
        Assert.That((string?)(await FailAsync(new HttpMethod(verb), path, HttpStatusCode.NotFound))["code"], Is.EqualTo("NOT_FOUND"));

    [Test]
    public async Task An_unknown_order_in_a_list_is_an_empty_list() =>
        Assert.That(Ids(await GetAsync("/v1/orders?node_order_id=graph:none:order:1")), Is.Empty);

    [Test]
    public async Task Another_account_sees_and_touches_nothing()
    {
        await SubmitAsync("g1", "buy", 6m, 100m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        using HttpClient other = ClientFor(Exchange.NewKey());
        using HttpResponseMessage order = await other.GetAsync(new Uri("/v1/orders/graph%3Ag1%3Aorder%3A1", UriKind.Relative));
        using HttpResponseMessage graph = await other.DeleteAsync(new Uri("/v1/execution_graphs/g1", UriKind.Relative));

        Assert.That(order.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(graph.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((int)JObject.Parse(await other.GetStringAsync(new Uri("/v1/fills", UriKind.Relative)))["total"]!, Is.Zero);
        Assert.That((int)(await GetAsync("/v1/fills"))["total"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task A_fill_can_be_found_on_the_tape()
    {
        await SubmitAsync("g1", "buy", 2m, 100m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        TapeTrade trade = Exchange.Tape.Single(one => one.Venue == "alpha");

        Assert.That(trade.At.Raw, Is.EqualTo((long)fill["ts_ns"]!));
        Assert.That(trade.Price.Raw, Is.EqualTo((long)fill["price_1e9"]!));
        Assert.That(trade.Qty.Raw, Is.EqualTo((long)fill["qty_1e8"]!));
    }

    private Task<JToken> SubmitAsync(string graphId, string side, decimal qty, decimal price) => SendAsync(HttpMethod.Post, "/v1/orders", Body(graphId, side, qty, price));

    private static string Body(string graphId, string side, decimal qty, decimal price) => new JObject(
        new JProperty("symbol", "TEST-USD"),
        new JProperty("side", side),
        new JProperty("qty", qty),
        new JProperty("price", price),
        new JProperty("venue", "alpha"),
        new JProperty("graph_id", graphId)).ToString();

    private static string Ids(JToken page) => string.Join(' ', page["orders"]!.Select(order => (string)order["node_order_id"]!));

    private string Bids() => string.Join(' ', Exchange.Scheduler.Enter(() => _alpha.Book.Levels(Sequence.Exchange.Matching.BookSide.Bid).Select(level => level.Price.ToDecimal()).ToList()));
}
