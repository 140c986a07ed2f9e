using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class LifecycleStreamTests : StreamFixture
{
    [Test]
    public async Task A_new_market_is_typed_and_has_its_payload_beside()
    {
        (LifecycleStream stream, ServerSocket socket) = await OpenAsync();
        await socket.SendAsync(Market("m1", 5).ToString());
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        Assert.That((await NextAsync<StreamEvent.Connected>(reader)).Connection, Is.EqualTo(1));
        StreamEvent.NewMarket market = await NextAsync<StreamEvent.NewMarket>(reader);
        Assert.Multiple(() =>
        {
            Assert.That((market.Value.Slug, market.Value.ObservedAt), Is.EqualTo(("m1", UnixNanos.FromRaw(5))));
            Assert.That(market.Value.Tick, Is.EqualTo(Px.FromDecimal(0.01m)));
            Assert.That((string?)market.Data["made_up"], Is.EqualTo("kept"));
        });
    }

    [Test]
    public async Task A_resolution_is_typed_and_told_once_for_its_venue_and_event()
    {
        Task<LifecycleStream> opening = Client.StreamResolvedMarketsAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        LifecycleStream stream = Keep(await opening);
        await socket.SendAsync("""{"kind":"market_resolved","venue":"polymarket","event_id":"0x1","winning_outcome":"Up","observed_at_ns":1}""");
        await socket.SendAsync("""{"kind":"market_resolved","venue":"polymarket","condition_id":"0x1","winning_outcome":"Up","observed_at_ns":2}""");
        await socket.SendAsync("""{"kind":"market_resolved","venue":"kalshi","event_id":"0x1","winning_outcome":"No","observed_at_ns":3}""");
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
        Assert.That((await NextAsync<StreamEvent.MarketResolved>(reader)).Value.WinningOutcome, Is.EqualTo("Up"));
        Assert.That((await NextAsync<StreamEvent.MarketResolved>(reader)).Value.Venue, Is.EqualTo("kalshi"));
    }

    [Test]
    public async Task Enumerating_the_stream_itself_gives_payloads_and_no_words_about_continuity()
    {
        (LifecycleStream stream, ServerSocket socket) = await OpenAsync();
        await socket.SendAsync(Market("m1", 1).ToString());
        await socket.SendAsync("not json");
        await socket.SendAsync("""{"kind":"something_new","n":1.10}""");
        await using IAsyncEnumerator<JToken> reader = stream.GetAsyncEnumerator(Patience);
        Assert.That((string?)(await NextPayloadAsync(reader))["slug"], Is.EqualTo("m1"));
        Assert.That((decimal)(await NextPayloadAsync(reader))["n"]!, Is.EqualTo(1.10m));
        Assert.That(stream.Statistics.Malformed, Is.EqualTo(1));
    }

    [TestCase("not json", "It is not JSON.")]
    [TestCase("NaN", "It is not JSON.")]
    [TestCase("[]", "It is no object.")]
    [TestCase("""{"kind":"new_market","venue":"polymarket"}""", "It names no venue or no slug.")]
    [TestCase("""{"kind":"new_market","venue":"polymarket","slug":"s","outcomes":7}""", null)]
    [TestCase("""{"kind":"new_market","venue":"polymarket","slug":"s"} trailing""", "It is not JSON.")]
    public async Task A_message_of_a_lifecycle_socket_that_cannot_be_read_is_told_and_the_stream_goes_on(string message, string? problem)
    {
        (LifecycleStream stream, ServerSocket socket) = await OpenAsync();
        await socket.SendAsync(message);
        await socket.SendAsync(Market("next", 1).ToString());
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
        StreamEvent.Malformed malformed = await NextAsync<StreamEvent.Malformed>(reader);
        Assert.That((malformed.Channel, malformed.Snippet), Is.EqualTo(("new_markets", message)));
        Assert.That(malformed.Problem, problem is null ? Is.Not.Empty : Is.EqualTo(problem));
        await NextAsync<StreamEvent.NewMarket>(reader);
    }

    [Test]
    public async Task What_is_told_again_after_a_reconnection_comes_once_and_makes_no_gap()
    {
        (LifecycleStream stream, ServerSocket first) = await OpenAsync();
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await TellAsync(first, 1, 2, 3);
        Assert.That(await ReadMarketsAsync(reader, 4), Is.EqualTo("Connected m1 m2 m3"));
        first.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await TellAsync(second, 2, 3, 4, 5);
        Assert.That(await ReadMarketsAsync(reader, 3), Is.EqualTo("Connected m4 m5"));
        Assert.That(stream.Statistics.Gaps, Is.Zero);
    }

    [Test]
    public async Task A_longer_replay_than_the_first_reaches_back_too()
    {
        (LifecycleStream stream, ServerSocket first) = await OpenAsync();
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await TellAsync(first, 2, 3);
        await ReadMarketsAsync(reader, 3);
        first.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await TellAsync(second, 1, 2, 3, 4);
        Assert.That(await ReadMarketsAsync(reader, 3), Is.EqualTo("Connected m1 m4"));
    }

    [Test]
    public async Task A_replay_that_does_not_reach_back_is_a_gap_in_front_of_it()
    {
        (LifecycleStream stream, ServerSocket first) = await OpenAsync();
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await TellAsync(first, 1, 2);
        await ReadMarketsAsync(reader, 3);
        await first.CloseAsync(1001, "restart");
        ServerSocket second = await Server.AcceptAsync(Patience);
        await TellAsync(second, 7, 8);
        await NextAsync<StreamEvent.Connected>(reader);
        StreamEvent.Gap gap = await NextAsync<StreamEvent.Gap>(reader);
        Assert.That(
            (gap.Topic, gap.Reason, gap.Missed, gap.Detail),
            Is.EqualTo(("new_markets", GapReason.Disconnected, (long?)null, "the server closed with 1001 (restart)")));
        Assert.That(await ReadMarketsAsync(reader, 2), Is.EqualTo("m7 m8"));
    }

    [Test]
    public async Task A_server_that_tells_nothing_again_cannot_prove_that_nothing_is_missing()
    {
        (LifecycleStream stream, ServerSocket first) = await OpenAsync();
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await TellAsync(first, 1);
        await ReadMarketsAsync(reader, 2);
        first.Abort();
        await Server.AcceptAsync(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
        Assert.That(await Time.NextWaitAsync(Patience), Is.EqualTo(TimeSpan.FromSeconds(10)));
        Time.Advance(TimeSpan.FromSeconds(10));
        await NextAsync<StreamEvent.Gap>(reader);
    }

    [Test]
    public async Task A_lifecycle_key_refused_on_reconnection_ends_the_stream_after_what_waited()
    {
        (LifecycleStream stream, ServerSocket first) = await OpenAsync();
        Server.RefuseNext(403);
        await TellAsync(first, 1);
        await first.SyncAsync(Patience);
        first.Abort();
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        Assert.That(await ReadMarketsAsync(reader, 2), Is.EqualTo("Connected m1"));
        SequenceApiException? e = await Assert.ThrowsAsync<SequenceApiException>(() => reader.MoveNextAsync().AsTask());
        Assert.That((e!.Status, e.Operation), Is.EqualTo((403, "openNewMarketsStream")));
    }

    [TestCase(401)]
    [TestCase(503)]
    public async Task A_lifecycle_stream_that_cannot_open_is_the_callers_failure(int status)
    {
        Server.RefuseNext(status);
        SequenceApiException? e = await Assert.ThrowsAsync<SequenceApiException>(() => Client.StreamResolvedMarketsAsync(Patience));
        Assert.That((e!.Status, e.Operation), Is.EqualTo((status, "openResolvedMarketsStream")));
        Assert.That(Server.Requests, Has.Count.EqualTo(1));
    }

    private async Task<(LifecycleStream Stream, ServerSocket Socket)> OpenAsync()
    {
        Task<LifecycleStream> opening = Client.StreamNewMarketsAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        return (Keep(await opening), socket);
    }

    private static async Task TellAsync(ServerSocket socket, params int[] numbers)
    {
        foreach (int number in numbers)
            await socket.SendAsync(Market("m" + number, number).ToString());
    }

    private static JObject Market(string slug, long observedAt) => new()
    {
        ["kind"] = "new_market",
        ["venue"] = "polymarket",
        ["slug"] = slug,
        ["event_id"] = "0x" + slug,
        ["tick_1e9"] = 10_000_000,
        ["observed_at_ns"] = observedAt,
        ["made_up"] = "kept",
    };

    /// <summary>The next events as text: a market by its slug, anything else by its kind.</summary>
    private async Task<string> ReadMarketsAsync(IAsyncEnumerator<StreamEvent> reader, int count)
    {
        List<string> seen = [];
        for (int i = 0; i < count; i++)
        {
            StreamEvent e = await NextAsync<StreamEvent>(reader);
            seen.Add(e is StreamEvent.NewMarket market ? market.Value.Slug : e.GetType().Name);
        }

        return string.Join(' ', seen);
    }

    private async Task<JToken> NextPayloadAsync(IAsyncEnumerator<JToken> reader)
    {
        Assert.That(await reader.MoveNextAsync().AsTask().WaitAsync(Patience), Is.True, "the stream ended");
        return reader.Current;
    }
}
