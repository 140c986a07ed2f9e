using Microsoft.Extensions.Logging;
using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class LivenessTests : StreamFixture
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_half_open_connection_is_found_out_and_replaced()
    {
        (MarketDataStream stream, _) = await ConnectAsync(Client.Stream("A").Fills());
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);

        // The server's end stays open, and says nothing. The next connection, which would take back what is not read yet, waits.
        Server.RefuseNext(503);
        Time.Advance(Silence);
        Assert.That(await NextAsync<StreamEvent.Stale>(reader), Is.EqualTo(new StreamEvent.Stale("prices:A", Silence)));
        Assert.That((await NextAsync<StreamEvent.Stale>(reader)).Topic, Is.EqualTo("fills"));
        StreamEvent.Gap gap = await NextAsync<StreamEvent.Gap>(reader);
        Assert.That((gap.Topic, gap.Reason, gap.Detail), Is.EqualTo(("prices:A", GapReason.Disconnected, "no sign of the server for 30 s")));
        await NextAsync<StreamEvent.Gap>(reader);

        Task<ServerSocket> accepting = Server.AcceptAsync(Patience);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(250), () => accepting.IsCompleted);
        ServerSocket second = await accepting;
        Assert.That(await second.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:A", "fills" }));
        await SkipStartAsync(reader);
        Assert.That(stream.TopicStates.Values, Has.All.EqualTo(TopicState.Active));
    }

    [Test]
    public async Task Any_frame_is_a_sign_of_life_a_pong_too()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").SilenceTimeout(TimeSpan.FromSeconds(4)));
        for (int i = 0; i < 5; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(3));
            await socket.WriteAsync(ServerSocket.Pong, fin: true, Array.Empty<byte>());
            await socket.SyncAsync(Patience);
        }

        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await NextAsync<StreamEvent.Price>(reader);
        Assert.That(Server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_half_open_lifecycle_connection_is_found_out_and_replaced()
    {
        Task<LifecycleStream> opening = Client.StreamNewMarketsAsync(Patience);
        await Server.AcceptAsync(Patience);
        LifecycleStream stream = Keep(await opening);
        await using IAsyncEnumerator<StreamEvent> reader = stream.Events.GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
        Server.RefuseNext(503);
        Time.Advance(Silence);
        Assert.That(await NextAsync<StreamEvent.Stale>(reader), Is.EqualTo(new StreamEvent.Stale("new_markets", Silence)));
        Task<ServerSocket> accepting = Server.AcceptAsync(Patience);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(250), () => accepting.IsCompleted);
        Assert.That((await NextAsync<StreamEvent.Connected>(reader)).Connection, Is.EqualTo(2));
    }

    [TestCase("7", 7)]
    [TestCase("3600", 60)]
    public async Task A_server_that_asks_for_a_pause_gets_it_up_to_a_minute(string asked, int seconds)
    {
        (_, ServerSocket first) = await ConnectAsync(Client.Stream("A"));
        Server.RefuseNext(503, retryAfter: asked);
        first.Abort();
        Assert.That(await Time.NextWaitAsync(Patience), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
        Time.Advance(TimeSpan.FromSeconds(seconds));
        await Server.AcceptAsync(Patience);
    }

    [Test]
    public async Task Opening_a_stream_keeps_the_pace_of_all_calls()
    {
        await using SequenceClient client = NewClient(new SequenceClientOptions { RateLimitQps = 1, Timeout = Timeout.InfiniteTimeSpan });
        await ConnectAsync(client.Stream("A"));
        Task<(MarketDataStream, ServerSocket)> second = ConnectAsync(client.Stream("B"));
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        Assert.That((wait, Server.Requests.Count), Is.EqualTo((TimeSpan.FromSeconds(1), 1)));
        Time.Advance(wait);
        await second;
    }

    [Test]
    public async Task The_life_of_a_connection_is_logged_without_secrets()
    {
        using var reports = new Reports();
        await using SequenceClient client = NewClient(new SequenceClientOptions { LoggerFactory = reports, Timeout = Timeout.InfiniteTimeSpan });
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(client.Stream("A"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Server.RefuseNext(503);
        await socket.CloseAsync(1011, "bye " + Key);
        await NextAsync<StreamEvent.Gap>(reader);
        Time.Advance(await Time.NextWaitAsync(Patience));
        await (await Server.AcceptAsync(Patience)).TakeSubscriptionAsync(Patience);
        await SkipStartAsync(reader);
        Server.RefuseNext(401);
        Task end = ReadToEndAsync(reader);
        await AdvanceUntilAsync(Silence, () => end.IsCompleted);
        await Assert.ThatAsync(() => end, Throws.TypeOf<SequenceApiException>());

        (LogLevel Level, int Id, string Text)[] logs = [.. reports.Logs];
        Assert.That(string.Join(' ', logs.Select(l => l.Id)), Is.EqualTo("11 12 13 14 13 11 16 12 13 15"));
        Assert.That(logs[1].Text, Is.EqualTo("openStream: connection 1 ended (the server closed with 1011)"));
        Assert.That(logs[^1], Is.EqualTo((LogLevel.Error, 15, "openStream: over, since no further attempt can help (401)")));
        Assert.That(reports.Everything, Does.Not.Contain(Key).And.Not.Contain("bye"));
    }

    [TestCase(0.999)]
    [TestCase(3601)]
    public void A_silence_out_of_range_is_refused(double seconds)
    {
        SequenceValidationException? e = Assert.Throws<SequenceValidationException>(() => Client.Stream("A").SilenceTimeout(TimeSpan.FromSeconds(seconds)));
        Assert.That(e!.Message, Does.Contain("silence_timeout").And.Contain("00:00:01"));
    }

    private async Task ReadToEndAsync(IAsyncEnumerator<StreamEvent> reader)
    {
        while (await reader.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
        }
    }
}
