using System.Net.WebSockets;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class CommandTests : ExchangeTest
{
    private StreamClient _stream = null!;

    [SetUp]
    public async Task Connect() => _stream = await StreamClient.OpenAsync(Exchange, Key);

    [TearDown]
    public void Disconnect() => _stream.Dispose();

    [Test]
    public async Task What_is_unknown_is_rejected_and_the_rest_is_subscribed()
    {
        List("alpha");
        JObject ack = await _stream.SubscribeAsync("orders", "prices:NO-SUCH", "prices:TEST-USD", "weather", "fills", "book:", "prices", "orders:TEST-USD");

        Assert.That(ack["subscribed"]!.Values<string>(), Is.EqualTo<string>(["orders", "prices:TEST-USD", "fills"]));
        Assert.That(ack["rejected"]!.Values<string>(), Is.EqualTo<string>(["prices:NO-SUCH", "weather", "book:", "prices", "orders:TEST-USD"]));
        Assert.That(ack["channel"], Is.Null);
    }

    [Test]
    public async Task A_repeated_subscription_is_acknowledged_and_changes_nothing()
    {
        Bid(List("alpha"), 10m, 1m);
        await _stream.SubscribeAsync("book:TEST-USD");
        await _stream.EventAsync("book:TEST-USD");
        JObject again = await _stream.SubscribeAsync("book:TEST-USD");

        Assert.That(again["subscribed"]!.Values<string>(), Is.EqualTo<string>(["book:TEST-USD"]));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task An_unsubscription_is_acknowledged_and_ends_the_topic()
    {
        var alpha = List("alpha");
        Bid(alpha, 10m, 1m);
        await _stream.SubscribeAsync("book:TEST-USD");
        await _stream.EventAsync("book:TEST-USD");
        await _stream.SendAsync("""{"unsubscribe": ["book:TEST-USD", "orders"]}""");
        JObject ack = await _stream.ReadAsync();
        Bid(alpha, 11m, 1m);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(ack.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"subscribed":[],"rejected":[]}"""));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task After_a_new_subscription_the_state_comes_again()
    {
        Bid(List("alpha"), 10m, 1m);
        await _stream.SubscribeAsync("book:TEST-USD");
        JToken first = await _stream.EventAsync("book:TEST-USD");
        await _stream.SendAsync("""{"unsubscribe": ["book:TEST-USD"], "subscribe": ["book:TEST-USD"]}""");
        await _stream.ReadAsync();

        Assert.That(JToken.DeepEquals(await _stream.EventAsync("book:TEST-USD"), first));
    }

    [TestCase("hello")]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"subscribe": "orders"}""")]
    [TestCase("""{"subscribe": [1, {}]}""")]
    [TestCase("""{"subscribe": ["orders"]} {"subscribe": ["fills"]}""")]
    public async Task A_bad_frame_costs_an_error_frame_and_not_the_connection(string frame)
    {
        await _stream.SendAsync(frame);
        JObject error = await _stream.ReadAsync();

        Assert.That((string?)error["error"]!["code"], Is.EqualTo("BAD_REQUEST"));
        Assert.That((string?)error["error"]!["request_id"], Is.Not.Empty);
        Assert.That(error["channel"], Is.Null);
        await _stream.NothingMoreAsync();
    }

    [TestCase("""{"subscribe": [null]}""", "subscribe[0]", "subscribe[0] must be a text, but is null.")]
    [TestCase("""{"subscribe": ["orders", 7]}""", "subscribe[1]", "subscribe[1] must be a text, but is a whole number.")]
    [TestCase("""{"subscribe": [["orders"]]}""", "subscribe[0]", "subscribe[0] must be a text, but is a list.")]
    [TestCase("""{"unsubscribe": {"orders": true}}""", "unsubscribe", "unsubscribe must be a list, but is an object.")]
    [TestCase("""{"subscribe": ["orders"], "unsubscribe": [false]}""", "unsubscribe[0]", "unsubscribe[0] must be a text, but is true or false.")]
    [TestCase("""{"subscribe": ["orders"], "subscribe": ["fills"]}""", "subscribe", "The frame has a member twice")]
    [TestCase("""{"subscribe": ["orders"]""", "subscribe", "it ends too early")]
    [TestCase("""[null]""", null, "The frame must be an object, but is a list.")]
    [TestCase("7", null, "The frame must be an object, but is a whole number.")]
    [TestCase("""{"ping": 1}""", null, "A command is {")]
    public async Task An_error_frame_names_the_problem_and_nothing_was_done(string frame, string? field, string problem)
    {
        await _stream.SendAsync(frame);
        JToken error = (await _stream.ReadAsync())["error"]!;

        Assert.That((string?)error["message"], Does.Contain(problem));
        Assert.That((string?)error["details"]?[0]?["field"], Is.EqualTo(field));
        Assert.That((await _stream.SubscribeAsync("fills"))["subscribed"]!.Values<string>(), Is.EqualTo<string>(["fills"]));
    }

    [Test]
    public async Task A_failure_of_the_exchange_costs_an_error_frame_that_says_nothing_of_it()
    {
        List("alpha");
        Exchange.Scheduler.Enter(() => Exchange.Markets.IsPast = _ => throw new InvalidOperationException("inner text"));
        await _stream.SendAsync("""{"subscribe": ["prices:NO-SUCH"]}""");
        JToken error = (await _stream.ReadAsync())["error"]!;

        Assert.That(((string?)error["code"], (string?)error["message"]), Is.EqualTo(("INTERNAL_ERROR", "The sandbox failed; its log says why.")));
        Assert.That((await _stream.SubscribeAsync("orders"))["subscribed"]!.Values<string>(), Is.EqualTo<string>(["orders"]));
    }

    [Test]
    public async Task A_binary_frame_is_a_bad_frame()
    {
        await _stream.SendAsync("""{"subscribe": ["orders"]}""", WebSocketMessageType.Binary);

        Assert.That((string?)(await _stream.ReadAsync())["error"]!["code"], Is.EqualTo("BAD_REQUEST"));
    }

    [Test]
    public async Task A_command_beyond_64_KiB_closes_with_1009()
    {
        await _stream.SendAsync(new string(' ', 70_000));

        Assert.That(await _stream.ReadOrCloseAsync(), Is.Null);
        Assert.That(_stream.CloseStatus, Is.EqualTo(WebSocketCloseStatus.MessageTooBig));
    }

    [Test]
    public async Task A_session_has_at_most_1000_topics()
    {
        string[] topics = [.. Enumerable.Range(0, 1001).Select(i => $"prices:S{i}")];
        foreach (string topic in topics)
            List("alpha", topic.Split(':')[1]);
        JObject ack = await _stream.SubscribeAsync(topics);

        Assert.That(ack["subscribed"]!.Count(), Is.EqualTo(1000));
        Assert.That(ack["rejected"]!.Values<string>(), Is.EqualTo<string>(["prices:S1000"]));
    }
}
