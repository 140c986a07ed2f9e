using System.Globalization;

namespace Sequence.Sdk.Tests.ServerSentEvents;

internal sealed class EventReconnectTests : EventFixture
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_connection_that_is_over_is_opened_again_at_once(bool broken)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        if (broken)
            connection.Abort();
        else
            connection.End();
        EventExchange next = await OpenNextAsync("data: 2\n\n");

        Assert.That(await second, Is.EqualTo("2"));
        Assert.That(next.LastEventId, Is.Null);
    }

    [Test]
    public async Task The_server_is_asked_to_go_on_after_the_last_event_that_came()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("id: a-1\ndata: 1\n\ndata: 2\n\n");
        await first;
        await NextAsync();
        // An event that breaks off was not delivered, so its id does not count.
        Task<string> third = NextAsync();
        await connection.SendAsync("id: a-3\ndata: 3\n");
        connection.End();
        EventExchange next = await OpenNextAsync("data: 3\n\n");

        Assert.That(next.LastEventId, Is.EqualTo("a-1"));
        Assert.That(await third, Is.EqualTo("3"));
    }

    [Test]
    public async Task The_last_id_outlives_a_connection_without_ids()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("id: 7\ndata: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();
        EventExchange next = await OpenNextAsync("data: 2\n\n");
        await second;
        Task<string> third = NextAsync();
        next.End();
        await StepAsync();

        Assert.That((await OpenNextAsync("data: 3\n\n")).LastEventId, Is.EqualTo("7"));
        await third;
    }

    [TestCase("id: 7\ndata: 0\n\nid\ndata: 1\n\n", TestName = "An_id_that_the_server_takes_back_is_not_sent")]
    [TestCase("data: 0\n\nid: ключ\ndata: 1\n\n", TestName = "An_id_that_no_header_can_carry_is_not_sent")]
    public async Task An_id_may_be_of_no_use(string text)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync(text);
        await first;
        await NextAsync();
        Task<string> third = NextAsync();
        connection.End();
        EventExchange next = await OpenNextAsync("data: 2\n\n");

        Assert.That(next.LastEventId, Is.Null);
        await third;
    }

    [Test]
    public async Task Waits_are_random_under_a_ceiling_that_doubles_from_250_ms_to_8_s()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();
        List<TimeSpan> waits = [];
        for (int i = 0; i < 8; i++)
        {
            await (await Server.NextAsync(Patience)).AnswerAsync(503);
            waits.Add(await StepAsync());
        }

        double[] ceilings = [0.25, 0.5, 1, 2, 4, 8, 8, 8];
        Assert.That(waits.Zip(ceilings).Where(p => p.First <= TimeSpan.Zero || p.First > TimeSpan.FromSeconds(p.Second)), Is.Empty);
        Assert.That(waits.Max(), Is.GreaterThan(TimeSpan.FromSeconds(1)));
        await OpenNextAsync("data: 2\n\n");
        Assert.That(await second, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_connection_that_held_for_8_seconds_starts_the_count_again()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();
        connection = await OpenNextAsync("data: 2\n\n");
        await second;
        Task<string> third = NextAsync();
        connection.End();
        Assert.That(await StepAsync(), Is.GreaterThan(TimeSpan.Zero));
        connection = await OpenNextAsync("data: 3\n\n");
        await third;
        Time.Advance(TimeSpan.FromSeconds(8));
        Task<string> fourth = NextAsync();
        connection.End();

        await OpenNextAsync("data: 4\n\n");

        Assert.That(await fourth, Is.EqualTo("4"));
    }

    [TestCase("20000", 20)]
    [TestCase("600000", 60)]
    public async Task A_pause_that_the_server_asks_for_is_kept_up_to_a_minute(string milliseconds, int seconds)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync($"retry: {milliseconds}\ndata: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();

        Assert.That(await StepAsync(), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
        await OpenNextAsync("data: 2\n\n");
        await second;
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_key_that_is_refused_later_ends_the_stream(int status)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();
        await (await Server.NextAsync(Patience)).AnswerAsync(status, body: """{"error": {"code": "FORBIDDEN", "message": "no"}}""");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => second))!;

        Assert.That((error.Status, error.Operation), Is.EqualTo((status, "openAlertEvents")));
        Assert.That(await Reader.MoveNextAsync(), Is.False);
    }

    [TestCase(404, "application/json", "{}")]
    [TestCase(429, "application/json", "{}")]
    [TestCase(502, "text/html", "<html>")]
    [TestCase(200, "text/html", "<html>")]
    public async Task Anything_else_is_tried_again(int status, string contentType, string body)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        Task<string> second = NextAsync();
        connection.End();
        await (await Server.NextAsync(Patience)).AnswerAsync(status, contentType, body);
        await StepAsync();
        await OpenNextAsync("data: 2\n\n");

        Assert.That(await second, Is.EqualTo("2"));
    }

    [Test]
    public async Task The_token_ends_a_wait_for_the_next_connection()
    {
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<Newtonsoft.Json.Linq.JToken> reader = Client.StreamTcaAsync().GetAsyncEnumerator(stop.Token);
        Task<bool> next = reader.MoveNextAsync().AsTask();
        (await OpenNextAsync()).End();
        await (await Server.NextAsync(Patience)).AnswerAsync(503);
        await Time.NextWaitAsync(Patience);

        await stop.CancelAsync();

        await Assert.ThatAsync(() => next, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_disposed_client_opens_no_new_connection()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;
        await Client.DisposeAsync();
        Task<string> second = NextAsync();
        connection.End();

        await Assert.ThatAsync(() => second, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(Server.Requests, Is.EqualTo(1));
    }

    /// <summary>Lets the wait that somebody begins pass, and tells how long it was.</summary>
    private async Task<TimeSpan> StepAsync()
    {
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        Assert.That(wait, Is.GreaterThan(TimeSpan.Zero), wait.ToString("c", CultureInfo.InvariantCulture));
        Time.Advance(wait + Tick);
        return wait;
    }
}
