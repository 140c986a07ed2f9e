using System.Web;
using Newtonsoft.Json.Linq;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

[TestFixture]
public sealed class PagingTests
{
    [Test]
    public async Task All_pages_are_walked_and_each_is_asked_for_as_it_is_needed()
    {
        using var wire = new WireRecorder();
        Serve(wire, "orders", "node_order_id", Rows(7));

        List<string> seen = [];
        await foreach (OrderResponse order in wire.Client.Orders().Limit(3).EnumerateAsync())
        {
            seen.Add(order.NodeOrderId);
            Assert.That(wire.Requests, Has.Count.EqualTo((seen.Count + 2) / 3));
        }

        Assert.That(seen, Is.EqualTo(["7", "6", "5", "4", "3", "2", "1"]));
        Assert.That(wire.Requests.Select(r => r.Query), Is.EqualTo(["limit=3&offset=0", "limit=3&offset=3", "limit=3&offset=6"]));
    }

    [Test]
    public async Task Rows_that_come_meanwhile_neither_repeat_nor_hide_others()
    {
        using var wire = new WireRecorder();
        List<string> rows = Rows(9);
        Serve(wire, "fills", "fill_id", rows);

        List<string> seen = [];
        await foreach (Fill fill in wire.Client.Fills().Limit(3).EnumerateAsync())
        {
            seen.Add(fill.FillId);
            if (seen.Count is 1 or 4)
            {
                for (int i = 0; i < 4; i++)
                    rows.Insert(0, $"new {rows.Count}");
            }
        }

        Assert.That(seen.Where(id => !id.StartsWith("new", StringComparison.Ordinal)), Is.EqualTo(["9", "8", "7", "6", "5", "4", "3", "2", "1"]));
        Assert.That(seen, Is.Unique);
    }

    [Test]
    public async Task A_walk_starts_at_the_offset_and_keeps_the_symbol()
    {
        using var wire = new WireRecorder();
        Serve(wire, "orders", "node_order_id", Rows(5));

        List<string> seen = [];
        await foreach (OrderResponse order in wire.Client.Orders().Symbol("ETH-USD").Limit(2).Offset(3).EnumerateAsync())
            seen.Add(order.NodeOrderId);

        Assert.That(seen, Is.EqualTo(["2", "1"]));
        Assert.That(wire.Request.Query, Is.EqualTo("limit=2&offset=3&symbol=ETH-USD"));
    }

    [Test]
    public async Task Rows_without_an_id_are_all_given()
    {
        using var wire = new WireRecorder();
        wire.Answer("listFills", """{"fills": [{"qty_1e8": 1, "price_1e9": 2}, {"qty_1e8": 1, "price_1e9": 2}], "has_more": false}""");

        Assert.That(await CountAsync(wire.Client.Fills().EnumerateAsync()), Is.EqualTo(2));
    }

    [TestCase("""{"orders": [{"node_order_id": "b", "qty_1e8": 1, "filled_qty_1e8": 0}], "total": 2}""", TestName = "Without_has_more_the_total_ends_the_walk")]
    [TestCase("""{"orders": []}""", TestName = "An_empty_page_ends_the_walk")]
    [TestCase("""{"orders": [], "has_more": true}""", TestName = "An_empty_page_ends_the_walk_whatever_it_says")]
    public async Task The_walk_ends(string lastPage)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(OrderJson.Order("a")), lastPage);

        await CountAsync(wire.Client.Orders().Limit(1).EnumerateAsync());

        Assert.That(wire.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_short_page_that_says_nothing_is_followed_by_another_question()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", $"[{OrderJson.Order("a")}]", "[]");

        Assert.That(await CountAsync(wire.Client.Orders().Limit(2).EnumerateAsync()), Is.EqualTo(1));
        Assert.That(wire.Requests.Select(r => r.Query), Is.EqualTo(["limit=2&offset=0", "limit=2&offset=1"]));
    }

    [TestCase("none")]
    [TestCase("total")]
    [TestCase("has_more")]
    public async Task A_server_that_caps_its_pages_is_walked_on_by_the_rows_that_came(string counters)
    {
        using var wire = new WireRecorder();
        Serve(wire, "orders", "node_order_id", Rows(12), new ListServer { Cap = 5, Counters = counters });

        List<string> seen = [];
        await foreach (OrderResponse order in wire.Client.Orders().Limit(1000).EnumerateAsync())
            seen.Add(order.NodeOrderId);

        Assert.That(seen, Is.EqualTo(Rows(12)));
        Assert.That(wire.Requests, Has.Count.LessThanOrEqualTo(4));
    }

    [TestCase("none", true)]
    [TestCase("total", true)]
    [TestCase("has_more", true)]
    [TestCase("none", false)]
    [TestCase("has_more", false)]
    public async Task A_server_that_ignores_the_offset_fails_the_walk(string counters, bool hasIds)
    {
        using var wire = new WireRecorder();
        Serve(wire, "fills", hasIds ? "fill_id" : "note", Rows(12), new ListServer { Cap = 5, Counters = counters, IgnoresOffset = true });
        int rows = 0;

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(async () =>
        {
            await foreach (Fill _ in wire.Client.Fills().Limit(5).EnumerateAsync())
                rows++;
        }))!;

        Assert.That(error.Message, Does.StartWith("listFills gave the same page again").And.Contain("would never end"));
        Assert.That((rows, wire.Requests.Count), Is.EqualTo((hasIds ? 5 : 10, 2)));
    }

    [Test]
    public async Task Pages_of_known_rows_in_ever_another_order_fail_the_walk()
    {
        using var wire = new WireRecorder();
        int page = 0;
        wire.Mock.When("*/v1/orders").Respond(_ => Answer(
            $$"""{"orders": [{{string.Join(", ", Enumerable.Range(0, 7).Select(i => OrderJson.Order($"o{(i + page) % 7}")))}}], "has_more": true, "total": {{page++}}}"""));

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(
            () => CountAsync(wire.Client.Orders().Limit(7).EnumerateAsync())))!;

        Assert.That(error.Message, Does.StartWith("listOrders gave 11 pages in a row without a new row"));
        Assert.That(wire.Requests, Has.Count.EqualTo(12));
    }

    [Test]
    public async Task A_burst_of_new_rows_that_pushes_the_list_by_several_pages_does_not_fail_the_walk()
    {
        using var wire = new WireRecorder();
        List<string> rows = Rows(9);
        Serve(wire, "fills", "fill_id", rows, new ListServer { Counters = "total" });

        List<string> seen = [];
        await foreach (Fill fill in wire.Client.Fills().Limit(3).EnumerateAsync())
        {
            seen.Add(fill.FillId);
            if (seen.Count == 3)
                rows.InsertRange(0, ["n3", "n2", "n1"]);
        }

        Assert.That(seen, Is.EqualTo(Rows(9)));
    }

    [Test]
    public async Task Rows_of_another_symbol_are_left_out_and_the_walk_goes_on_behind_them()
    {
        using var wire = new WireRecorder();
        string Row(int id, string symbol) => $$"""{"node_order_id": "o{{id}}", "symbol": "{{symbol}}", "qty_1e8": 1, "filled_qty_1e8": 0}""";
        wire.Answer("listOrders", OrderJson.Page(Row(1, "BTC-USD"), Row(2, "ETH-USD")), OrderJson.Page(Row(3, "BTC-USD"), Row(4, "eth/usd")), OrderJson.Page());

        List<string> seen = [];
        await foreach (OrderResponse order in wire.Client.Orders().Symbol("ETH-USD").Limit(2).EnumerateAsync())
            seen.Add(order.NodeOrderId);
        OrdersPage page = await wire.Client.Orders().Symbol("ETH-USD").FetchAsync();

        Assert.That(seen, Is.EqualTo(["o2", "o4"]));
        Assert.That(wire.Requests.Select(r => r.Query).Take(3), Is.EqualTo(["limit=2&offset=0&symbol=ETH-USD", "limit=2&offset=2&symbol=ETH-USD", "limit=2&offset=4&symbol=ETH-USD"]));
        Assert.That(page.Orders, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_walk_stops()
    {
        using var wire = new WireRecorder();
        using var cancel = new CancellationTokenSource();
        Serve(wire, "orders", "node_order_id", Rows(5));

        await Assert.ThatAsync(
            async () =>
            {
                await foreach (OrderResponse _ in wire.Client.Orders().Limit(2).EnumerateAsync().WithCancellation(cancel.Token))
                    await cancel.CancelAsync();
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(wire.Requests, Has.Count.EqualTo(1));
    }

    private static List<string> Rows(int count) =>
        [.. Enumerable.Range(1, count).Reverse().Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>A server that pages through the rows as they are at the moment of the call.</summary>
    private static void Serve(WireRecorder wire, string member, string id, List<string> rows, ListServer? how = null) => wire.Mock.When("*/v1/" + member).Respond(request =>
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        int limit = int.Parse(query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
        int offset = how is { IgnoresOffset: true } ? 0 : int.Parse(query["offset"]!, System.Globalization.CultureInfo.InvariantCulture);
        limit = Math.Min(limit, how?.Cap ?? limit);
        var page = new JObject
        {
            [member] = new JArray(rows.Skip(offset).Take(limit).Select(row => new JObject
            {
                [id] = row,
                ["qty_1e8"] = 1,
                ["filled_qty_1e8"] = 0,
                ["price_1e9"] = 2,
            })),
        };
        if (how is null or { Counters: "has_more" })
            page["has_more"] = offset + limit < rows.Count;
        if (how is { Counters: "total" })
            page["total"] = rows.Count;
        return Answer(page.ToString());
    });

    private static HttpResponseMessage Answer(string body) => new() { Content = new StringContent(body) };

    /// <summary>What a server does otherwise than it should.</summary>
    private sealed record ListServer
    {
        public int? Cap { get; init; }

        public bool IgnoresOffset { get; init; }

        /// <summary><c>has_more</c>, <c>total</c> or <c>none</c>.</summary>
        public string Counters { get; init; } = "has_more";
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> rows)
    {
        int count = 0;
        await foreach (T _ in rows)
            count++;
        return count;
    }
}
