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
    public async Task A_short_page_that_says_nothing_more_is_the_last()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", $"[{OrderJson.Order("a")}]");

        Assert.That(await CountAsync(wire.Client.Orders().Limit(2).EnumerateAsync()), Is.EqualTo(1));
        Assert.That(wire.Requests, Has.Count.EqualTo(1));
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
    private static void Serve(WireRecorder wire, string member, string id, List<string> rows) => wire.Mock.When("*/v1/" + member).Respond(request =>
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        int limit = int.Parse(query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
        int offset = int.Parse(query["offset"]!, System.Globalization.CultureInfo.InvariantCulture);
        var page = new JObject
        {
            [member] = new JArray(rows.Skip(offset).Take(limit).Select(row => new JObject
            {
                [id] = row,
                ["qty_1e8"] = 1,
                ["filled_qty_1e8"] = 0,
                ["price_1e9"] = 2,
            })),
            ["has_more"] = offset + limit < rows.Count,
        };
        return new HttpResponseMessage { Content = new StringContent(page.ToString()) };
    });

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> rows)
    {
        int count = 0;
        await foreach (T _ in rows)
            count++;
        return count;
    }
}
