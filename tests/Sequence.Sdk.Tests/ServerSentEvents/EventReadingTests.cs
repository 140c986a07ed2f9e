using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.ServerSentEvents;

internal sealed class EventReadingTests : EventFixture
{
    [Test]
    public async Task Events_come_in_their_order_as_soon_as_they_are_complete()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("event: alert\ndata: {\"n\":1}\n\n");
        Assert.That(await first, Is.EqualTo("""{"n":1}"""));
        await connection.SendAsync("data: {\"n\":2}\r\n\r\ndata: {\"n\":3}\r\r:\n");

        Assert.That(await NextAsync(), Is.EqualTo("""{"n":2}"""));
        Assert.That(await NextAsync(), Is.EqualTo("""{"n":3}"""));
    }

    [TestCase(": a comment\n\n", TestName = "Comments_are_no_events")]
    [TestCase(":\n\n:\n\n", TestName = "Keep_alives_are_no_events")]
    [TestCase("event: ping\n\n", TestName = "An_event_without_data_is_none")]
    [TestCase("id: 7\n\nretry: 10\n\nunknown: field\n\n", TestName = "Fields_without_data_are_no_events")]
    [TestCase("\uFEFF", TestName = "A_byte_order_mark_is_skipped")]
    public async Task Only_data_makes_an_event(string before)
    {
        (Task<string> first, _) = await BeginAsync(before + "data: {\"n\":1}\n\n");

        Assert.That(await first, Is.EqualTo("""{"n":1}"""));
    }

    [Test]
    public async Task Data_over_several_lines_is_one_document()
    {
        (Task<string> first, _) = await BeginAsync("data: {\ndata: \"n\":\ndata: 1}\n\n");

        Assert.That(await first, Is.EqualTo("""{"n":1}"""));
    }

    [Test]
    public async Task A_character_may_come_in_two_parts()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("data: {\"text\":\"€\"}\n\n");
        int inside = Array.IndexOf(bytes, (byte)0xE2) + 1;
        (Task<string> first, EventExchange connection) = await BeginAsync();
        await connection.SendAsync(bytes.AsMemory(0, inside));
        await connection.SendAsync(bytes.AsMemory(inside));

        Assert.That(await first, Is.EqualTo("""{"text":"€"}"""));
    }

    [Test]
    public async Task A_large_event_comes_whole()
    {
        string text = new('x', 300_000);
        (Task<string> first, _) = await BeginAsync($"data: \"{text}\"\n\n");

        Assert.That(await first, Is.EqualTo($"\"{text}\""));
    }

    [Test]
    public async Task Numbers_are_exact_and_dates_stay_texts()
    {
        (Task<string> first, _) = await BeginAsync(
            "data: {\"raw\":9223372036854775807,\"cost\":0.1234567890123456789,\"at\":\"2026-04-18T18:40:00Z\"}\n\n");
        await first;

        Assert.That(Reader.Current["raw"]!.Value<long>(), Is.EqualTo(long.MaxValue));
        Assert.That(((JValue)Reader.Current["cost"]!).Value, Is.EqualTo(0.1234567890123456789m));
        Assert.That(Reader.Current["at"]!.Type, Is.EqualTo(JTokenType.String));
    }

    [TestCase("venue stale")]
    [TestCase("{\"n\":1")]
    [TestCase("{\"n\":1} and more")]
    [TestCase("{\"n\":1}{\"n\":2}")]
    [TestCase("NaN")]
    [TestCase("'single'")]
    [TestCase("2026-04-18T18:40:00Z")]
    [TestCase("")]
    public async Task Data_that_is_no_json_comes_as_a_text_and_the_stream_goes_on(string data)
    {
        (Task<string> first, EventExchange connection) = await BeginAsync($"data: {data}\n\n");
        await first;

        Assert.That(Reader.Current.Type, Is.EqualTo(JTokenType.String));
        Assert.That((string?)Reader.Current, Is.EqualTo(data));
        await connection.SendAsync("data: true\n\n");
        Assert.That(await NextAsync(), Is.EqualTo("true"));
    }

    [TestCase("null")]
    [TestCase("12")]
    [TestCase("\"text\"")]
    [TestCase("[1,2]")]
    public async Task Any_json_value_is_a_payload(string data)
    {
        (Task<string> first, _) = await BeginAsync($"data: {data}\n\n");

        Assert.That(await first, Is.EqualTo(data));
    }

    [Test]
    public async Task Each_enumeration_has_a_connection_of_its_own()
    {
        IAsyncEnumerable<JToken> alerts = Client.StreamAlertsAsync();
        await using IAsyncEnumerator<JToken> one = alerts.GetAsyncEnumerator(Patience);
        await using IAsyncEnumerator<JToken> two = alerts.GetAsyncEnumerator(Patience);
        ValueTask<bool> first = one.MoveNextAsync();
        await OpenNextAsync("data: 1\n\n");
        ValueTask<bool> second = two.MoveNextAsync();
        await OpenNextAsync("data: 2\n\n");

        Assert.That((await first, await second), Is.EqualTo((true, true)));
        Assert.That(((int)one.Current, (int)two.Current), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Nothing_is_sent_before_somebody_reads()
    {
        _ = Client.StreamTcaAsync(Patience);
        (Task<string> first, _) = await BeginAsync("data: 1\n\n");
        await first;

        Assert.That(Server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Leaving_the_loop_closes_the_connection()
    {
        (Task<string> first, EventExchange connection) = await BeginAsync("data: 1\n\n");
        await first;

        await Reader.DisposeAsync();

        await connection.Closed.WaitAsync(Patience);
    }

    [Test]
    public async Task The_token_ends_a_wait_for_an_event_and_the_connection()
    {
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<JToken> reader = Client.StreamRiskAsync(stop.Token).GetAsyncEnumerator(Patience);
        Task<bool> next = reader.MoveNextAsync().AsTask();
        EventExchange connection = await OpenNextAsync(": hello\n\n");

        await stop.CancelAsync();

        await Assert.ThatAsync(() => next, Throws.InstanceOf<OperationCanceledException>());
        await connection.Closed.WaitAsync(Patience);
    }
}
