using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class SubscriptionTests : StreamFixture
{
    [Test]
    public async Task A_topic_can_be_added_while_the_stream_runs()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Task<SubscribeResult> adding = stream.SubscribeAsync(["prices:KX:YES", "fills"], Patience);
        Assert.That(stream.TopicStates["fills"], Is.EqualTo(TopicState.Pending));
        Assert.That(await socket.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:KX:YES", "fills" }));
        SubscribeResult result = await adding;
        Assert.That(result.ToString(), Is.EqualTo("subscribed: prices:KX:YES fills; rejected: "));
        Assert.That((await NextAsync<StreamEvent.Subscribed>(reader)).Topics, Is.EqualTo(new[] { "prices:KX:YES", "fills", "prices:A" }));
        Assert.That(stream.TopicStates.Values, Has.All.EqualTo(TopicState.Active));
        await socket.SendAsync(Price("KX:YES", 1));
        Assert.That((await NextAsync<StreamEvent.Price>(reader)).Symbol, Is.EqualTo("KX:YES"));
    }

    [Test]
    public async Task A_topic_ends_with_as_many_calls_as_it_was_asked_for()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await stream.SubscribeAsync("prices:A", Patience);
        await stream.UnsubscribeAsync("prices:A", Patience);
        Assert.That(stream.Topics, Is.EqualTo(new[] { "prices:A" }));
        Task leaving = stream.UnsubscribeAsync("prices:A", Patience);
        Assert.That(await socket.TakeUnsubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:A" }));
        await leaving;
        Assert.That(stream.Topics, Is.Empty);
    }

    [Test]
    public async Task Of_an_unsubscribed_topic_nothing_more_comes_and_its_queue_is_gone()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Fills());
        await socket.SendAsync(Fill("waits"));
        await socket.SyncAsync(Patience);
        Task leaving = stream.UnsubscribeAsync("fills", Patience);
        await socket.ReadCommandAsync("unsubscribe", Patience);
        await socket.SendAsync(Fill("late"));
        await socket.SendAsync("""{"subscribed":[],"rejected":[]}""");
        await leaving;
        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await NextAsync<StreamEvent.Price>(reader);
        Assert.That(stream.Statistics.Topics.Select(t => t.Topic), Is.EqualTo(new[] { "prices:A" }));
        socket.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        Assert.That(await second.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:A" }));
    }

    [Test]
    public async Task What_is_not_subscribed_cannot_be_unsubscribed()
    {
        (MarketDataStream stream, _) = await ConnectAsync(Client.Stream("A"));
        SequenceValidationException? e = await Assert.ThrowsAsync<SequenceValidationException>(() => stream.UnsubscribeAsync(["prices:A", "fills"], Patience));
        Assert.That(e!.Message, Does.Contain("'fills' is not subscribed"));
        Assert.That(stream.Topics, Is.EqualTo(new[] { "prices:A" }));
        await Assert.ThatAsync(() => stream.SubscribeAsync(["x", ""], Patience), Throws.TypeOf<SequenceValidationException>());
    }

    [Test]
    public async Task A_topic_that_the_server_takes_back_answers_no_command_in_flight()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        Task<SubscribeResult> adding = stream.SubscribeAsync(["fills", "prices:B"], Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":[],"rejected":["prices:A"]}""");
        await socket.SendAsync("""{"subscribed":["fills","prices:B"],"rejected":[]}""");
        SubscribeResult result = await adding;
        Assert.That(result.ToString(), Is.EqualTo("subscribed: fills prices:B; rejected: "));
        Assert.That(stream.TopicStates.OrderBy(topic => topic.Key).Select(topic => $"{topic.Key} {topic.Value}"), Is.EqualTo(new[] { "fills Active", "prices:A Rejected", "prices:B Active" }));
    }

    [Test]
    public async Task One_rejected_topic_does_not_affect_the_others()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Task<SubscribeResult> adding = stream.SubscribeAsync(["fills", "prices:NO-SUCH"], Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":["fills"],"rejected":[{"topic":"prices:NO-SUCH","reason":"unknown symbol"}]}""");
        StreamEvent.Rejected expected = new("prices:NO-SUCH", "unknown symbol");
        SubscribeResult result = await adding;
        Assert.That(result.Subscribed, Is.EqualTo(new[] { "fills" }));
        Assert.That(result.Rejected, Is.EqualTo(new[] { expected }));
        await NextAsync<StreamEvent.Subscribed>(reader);
        Assert.That(await NextAsync<StreamEvent.Rejected>(reader), Is.EqualTo(expected));
        Assert.That(string.Join(' ', stream.TopicStates.Values), Is.EqualTo("Active Active Rejected"));

        Task<SubscribeResult> again = stream.SubscribeAsync("prices:NO-SUCH", Patience);
        Assert.That(await socket.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:NO-SUCH" }));
        Assert.That((await again).Rejected, Is.Empty);
    }

    [Test]
    public async Task A_subscription_without_an_answer_is_told_in_line_and_to_the_caller()
    {
        await using SequenceClient client = NewClient(TimeSpan.FromSeconds(20));
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(client.Stream("A"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Task<SubscribeResult> adding = stream.SubscribeAsync("fills", Patience);
        await socket.ReadSubscriptionAsync(Patience);
        Time.Advance(TimeSpan.FromSeconds(20));
        StreamEvent.Rejected expected = new("fills", "The server did not answer within 20 s.");
        Assert.That((await adding).Rejected, Is.EqualTo(new[] { expected }));
        Assert.That(await NextAsync<StreamEvent.Rejected>(reader), Is.EqualTo(expected));

        // The line is free for the next command, and a late answer still counts for its own topic.
        Task<SubscribeResult> next = stream.SubscribeAsync("orders", Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":["fills"],"rejected":[]}""");
        await NextAsync<StreamEvent.Subscribed>(reader);
        Assert.That(string.Join(' ', stream.TopicStates.Values), Is.EqualTo("Active Active Pending"));
        Assert.That(next.IsCompleted, Is.False);
        await socket.SendAsync("""{"subscribed":["orders"],"rejected":[]}""");
        Assert.That((await next).Subscribed, Is.EqualTo(new[] { "orders" }));
    }

    [Test]
    public async Task An_unsubscription_without_an_answer_is_told_to_the_caller()
    {
        await using SequenceClient client = NewClient(TimeSpan.FromSeconds(20));
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(client.Stream("A").Fills());
        Task leaving = stream.UnsubscribeAsync("fills", Patience);
        await socket.ReadCommandAsync("unsubscribe", Patience);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Assert.ThatAsync(() => leaving, Throws.TypeOf<SequenceNetworkException>());
        Assert.That(stream.Topics, Is.EqualTo(new[] { "prices:A" }));
    }

    [Test]
    public async Task A_lost_connection_makes_topics_stale_then_recovering_then_active()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("A"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Server.RefuseNext(503);
        first.Abort();
        await NextAsync<StreamEvent.Gap>(reader);
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        Assert.That(stream.TopicStates["prices:A"], Is.EqualTo(TopicState.Stale));
        Time.Advance(wait);
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.ReadSubscriptionAsync(Patience);
        Assert.That(stream.TopicStates["prices:A"], Is.EqualTo(TopicState.Recovering));
        await second.SendAsync("""{"subscribed":["prices:A"],"rejected":[]}""");
        await NextAsync<StreamEvent.Connected>(reader);
        await NextAsync<StreamEvent.Subscribed>(reader);
        Assert.That(stream.TopicStates["prices:A"], Is.EqualTo(TopicState.Active));
    }

    [Test]
    public async Task A_subscription_made_while_the_stream_reconnects_is_answered_by_the_new_connection()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("A"));
        Server.RefuseNext(503);
        first.Abort();
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        Task<SubscribeResult> adding = stream.SubscribeAsync("fills", Patience);
        Time.Advance(wait);
        ServerSocket second = await Server.AcceptAsync(Patience);
        Assert.That(await second.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:A", "fills" }));
        Assert.That((await adding).Subscribed, Is.EqualTo(new[] { "fills" }));
    }

    [Test]
    public async Task A_topic_left_while_the_stream_reconnects_is_not_asked_for_again()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("A").Fills());
        Server.RefuseNext(503);
        first.Abort();
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        await stream.UnsubscribeAsync("fills", Patience);
        Time.Advance(wait);
        ServerSocket second = await Server.AcceptAsync(Patience);
        Assert.That(await second.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "prices:A" }));
    }

    [Test]
    public async Task A_topic_that_comes_back_before_its_end_is_confirmed_is_asked_for_anew()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Fills());
        Task leaving = stream.UnsubscribeAsync("fills", Patience);
        await socket.ReadCommandAsync("unsubscribe", Patience);
        Task<SubscribeResult> adding = stream.SubscribeAsync("fills", Patience);
        await socket.SendAsync("""{"subscribed":[],"rejected":[]}""");
        await leaving;
        Assert.That(await socket.TakeSubscriptionAsync(Patience), Is.EqualTo(new[] { "fills" }));
        Assert.That((await adding).Subscribed, Is.EqualTo(new[] { "fills" }));
        await socket.SendAsync(Fill("new"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_cancelled_call_leaves_its_topic_wanted()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        using var mine = new CancellationTokenSource();
        Task<SubscribeResult> adding = stream.SubscribeAsync("fills", mine.Token);
        await socket.ReadSubscriptionAsync(Patience);
        await mine.CancelAsync();
        await Assert.ThatAsync(() => adding, Throws.InstanceOf<OperationCanceledException>());
        await socket.SendAsync("""{"subscribed":["fills"],"rejected":[]}""");
        await socket.SyncAsync(Patience);
        Assert.That(stream.TopicStates["fills"], Is.EqualTo(TopicState.Active));
    }

    [Test]
    public async Task The_end_of_the_stream_ends_a_subscription_that_waits()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        Task<SubscribeResult> adding = stream.SubscribeAsync("fills", Patience);
        await socket.ReadSubscriptionAsync(Patience);
        ValueTask disposal = stream.DisposeAsync();
        await Assert.ThatAsync(() => adding, Throws.TypeOf<ObjectDisposedException>());
        await Assert.ThatAsync(() => stream.SubscribeAsync("tca", Patience), Throws.TypeOf<ObjectDisposedException>());
        socket.Abort();
        await disposal;
    }

    [Test]
    public async Task Thousands_of_topics_that_come_and_go_leave_nothing_behind()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        for (int i = 0; i < 3000; i++)
        {
            string topic = "prices:S" + i;
            Task<SubscribeResult> adding = stream.SubscribeAsync(topic, Patience);
            await socket.TakeSubscriptionAsync(Patience);
            await adding;
            await socket.SendAsync(Price("S" + i, 1));
            Task leaving = stream.UnsubscribeAsync(topic, Patience);
            await socket.TakeUnsubscriptionAsync(Patience);
            await leaving;
        }

        await socket.SyncAsync(Patience);
        Assert.That(stream.Statistics.Topics.Select(t => t.Topic), Is.EqualTo(new[] { "prices:A" }));
        Assert.That(stream.Statistics.Waiting, Is.EqualTo(2), "Connected and the last Subscribed");
    }

    [Test]
    public void What_was_about_to_be_asked_when_the_connection_broke_is_asked_on_the_next_one()
    {
        var events = new EventQueue(10);
        var subscriptions = new Subscriptions(events, new ChannelTable(events), new AccountTopics(events, transport: null!, plan: null));
        subscriptions.Want(["fills"]);
        subscriptions.Next();
        subscriptions.OnAnswer(new JObject { ["subscribed"] = new JArray("fills"), ["rejected"] = new JArray() });
        subscriptions.Lost("gone");
        subscriptions.Next();
        subscriptions.Reconnected();

        Assert.That(subscriptions.Next()?.Topics, Is.EqualTo(new[] { "fills" }));
    }
}
