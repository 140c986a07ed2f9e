using System.Globalization;
using System.Net;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

[TestFixture]
public sealed class MarketWalkTests
{
    [Test]
    public async Task A_walk_follows_the_cursor_and_ends_where_the_server_says()
    {
        using var wire = new WireRecorder();
        // The second page is empty and the third is short: neither is the end.
        wire.Answer("listMarkets", Page(3, "c1"), Page(0, "c2"), Page(1, "c3"), Page(2, null));

        List<string> slugs = [];
        await foreach (Market market in wire.Client.Markets("kalshi").Tag("t").EnumerateAsync())
            slugs.Add(market.Slug);

        Assert.That(slugs, Is.EqualTo(new[] { "m0", "m1", "m2", "m0", "m0", "m1" }));
        Assert.That(wire.Requests.Select(r => r.Query), Is.EqualTo(new[]
        {
            "venue=kalshi&tag=t&active=true&limit=1000",
            "venue=kalshi&tag=t&active=true&limit=1000&cursor=c1",
            "venue=kalshi&tag=t&active=true&limit=1000&cursor=c2",
            "venue=kalshi&tag=t&active=true&limit=1000&cursor=c3",
        }));
    }

    [TestCase(true, null)]
    [TestCase(true, "")]
    [TestCase(false, "c1")]
    public async Task A_walk_ends_without_a_next_page_or_without_a_cursor(bool hasMore, string? cursor)
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(2, cursor, hasMore));

        Assert.That(await wire.Client.Markets("kalshi").FetchAllAsync(), Has.Count.EqualTo(2));
        Assert.That(wire.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Fetch_all_tells_after_each_page_how_many_rows_there_are()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(3, "c1"), Page(2, null));
        var heard = new Heard();

        IReadOnlyList<Market> rows = await wire.Client.Markets("kalshi").Limit(3).FetchAllAsync(heard);

        Assert.That(rows, Has.Count.EqualTo(5));
        Assert.That(heard.Counts, Is.EqualTo(new[] { 3, 5 }));
        Assert.That(wire.Requests.Select(r => r.Query), Has.All.Contains("limit=1000"));
    }

    [Test]
    public async Task A_walk_begins_at_the_cursor_that_is_set()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(1, null));

        await wire.Client.Markets("kalshi").Cursor("here").FetchAllAsync();

        Assert.That(wire.Request.Query, Does.EndWith("cursor=here"));
    }

    [Test]
    public async Task A_cursor_that_comes_again_ends_the_walk_with_an_error()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(1, "a"), Page(1, "b"), Page(2, "a"));
        int rows = 0;

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(async () =>
        {
            await foreach (Market _ in wire.Client.Markets("kalshi").EnumerateAsync())
                rows++;
        }))!;

        Assert.That((error.Operation, error.JsonPath, rows), Is.EqualTo(("listMarkets", "next_cursor", 2)));
        Assert.That(wire.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task The_cursor_that_was_begun_with_may_not_come_again_either()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(1, "a"));

        await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.Markets("kalshi").Cursor("a").FetchAllAsync());

        Assert.That(wire.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_page_is_read_ahead_from_the_middle_of_a_page_on_and_never_more()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(4, "c1"), Page(4, "c2"), Page(4, null));
        await using IAsyncEnumerator<Market> rows = wire.Client.Markets("kalshi").EnumerateAsync().GetAsyncEnumerator();
        List<int> sent = [];

        while (await rows.MoveNextAsync())
            sent.Add(wire.Requests.Count);

        Assert.That(sent, Is.EqualTo(new[] { 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3 }));
    }

    [Test]
    public async Task A_caller_who_stops_early_ends_the_page_that_is_read_ahead()
    {
        using var wire = new WireRecorder();
        using var pages = new StallingPages(Page(2, "c1"));
        using SequenceClient client = new(WireRecorder.Key, new SequenceClientOptions { HttpHandler = pages, TimeProvider = wire.Time });

        await foreach (Market market in client.Markets("kalshi").EnumerateAsync())
        {
            if (market.Slug == "m1")
                break;
        }

        Assert.That((pages.Asked, pages.Ended), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task The_token_of_the_caller_ends_the_walk_and_stands_in_the_exception()
    {
        using var wire = new WireRecorder();
        using var pages = new StallingPages(Page(2, "c1"));
        using SequenceClient client = new(WireRecorder.Key, new SequenceClientOptions { HttpHandler = pages, TimeProvider = wire.Time });
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<Market> rows = client.Markets("kalshi").EnumerateAsync().GetAsyncEnumerator(cancel.Token);
        await rows.MoveNextAsync();
        await rows.MoveNextAsync();

        ValueTask<bool> third = rows.MoveNextAsync();
        await cancel.CancelAsync();

        TaskCanceledException error = (await Assert.ThrowsAsync<TaskCanceledException>(async () => await third))!;
        Assert.That(error.CancellationToken, Is.EqualTo(cancel.Token));
    }

    [Test]
    public async Task An_error_on_a_later_page_comes_after_the_rows_before_it()
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*").With(r => r.RequestUri!.Query.Contains("cursor", StringComparison.Ordinal)).Respond(HttpStatusCode.TooManyRequests);
        wire.Answer("listMarkets", Page(2, "c1"));
        int rows = 0;

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(async () =>
        {
            await foreach (Market _ in wire.Client.Markets("kalshi").EnumerateAsync())
                rows++;
        }))!;

        Assert.That((error.Status, error.Retryability, rows), Is.EqualTo((429, Retryability.AfterBackoff, 2)));
    }

    [Test]
    public async Task A_long_walk_holds_no_more_than_two_pages()
    {
        using var wire = new WireRecorder();
        int page = 0;
        using var pages = new FuncHandler(() => Page(50, ++page < 200 ? page.ToString(CultureInfo.InvariantCulture) : null));
        using SequenceClient client = new(WireRecorder.Key, new SequenceClientOptions { HttpHandler = pages, TimeProvider = wire.Time });
        List<WeakReference> seen = [];
        int alive = 0;

        await foreach (Market market in client.Markets("kalshi").EnumerateAsync())
        {
            seen.Add(new WeakReference(market));
            if (seen.Count == 9_990)
            {
                GC.Collect();
                alive = seen.Count(w => w.IsAlive);
            }
        }

        Assert.That(seen, Has.Count.EqualTo(10_000));
        Assert.That(alive, Is.InRange(1, 101));
    }

    /// <summary>A page of rows m0, m1 and so on, told apart from those of other pages by their outcome.</summary>
    private static string Page(int rows, string? cursor, bool? hasMore = null) => new JObject
    {
        ["markets"] = new JArray(Enumerable.Range(0, rows).Select(i => new JObject
        {
            ["venue"] = "kalshi",
            ["slug"] = $"m{i}",
            ["question"] = "?",
            ["outcome_name"] = cursor,
        })),
        ["count"] = rows,
        ["venue"] = "kalshi",
        ["has_more"] = hasMore ?? cursor is not null,
        ["next_cursor"] = cursor,
    }.ToString();

    private sealed class Heard : IProgress<int>
    {
        public List<int> Counts { get; } = [];

        public void Report(int value) => Counts.Add(value);
    }

    private sealed class FuncHandler(Func<string> body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(body()) });
    }

    /// <summary>Answers the first page and never a second.</summary>
    private sealed class StallingPages(string first) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        public int Ended { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Asked++ == 0)
                return new HttpResponseMessage { Content = new StringContent(first) };
            var never = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                return await never.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Ended++;
            }
        }
    }
}
