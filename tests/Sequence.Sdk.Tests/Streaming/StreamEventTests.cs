using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamEventTests
{
    private static StreamEvent.Price Price(string payload) =>
        new("A", 1, 2, 1.5m, UnixNanos.FromRaw(7)) { Payload = Encoding.UTF8.GetBytes(payload) };

    [Test]
    public void Members_that_this_version_does_not_know_stay_reachable_whatever_they_hold()
    {
        StreamEvent.Price price = Price("""{"bid":1.10,"seen_at":"2026-01-01T00:00:00Z","huge":1e400,"deep":{"x":[1]}}""");
        Assert.That((string?)price.Data["seen_at"], Is.EqualTo("2026-01-01T00:00:00Z"));
        Assert.That((int)price.Data["deep"]!["x"]![0]!, Is.EqualTo(1));
        Assert.That(price.Data["huge"]!.Type, Is.EqualTo(JTokenType.Float));
        Assert.That(Price("""{"bid":1.10}""").Data["bid"]!.ToObject<object>(), Is.EqualTo(1.10m));
        JToken first = price.Data;
        Assert.That(price.Data, Is.SameAs(first));
    }

    [Test]
    public void Events_are_equal_when_kind_members_and_payload_are()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Price("""{"x": 1}"""), Is.EqualTo(Price("""{"x":1}""")));
            Assert.That(Price("""{"x":1}"""), Is.Not.EqualTo(Price("""{"x":2}""")));
            Assert.That(Price("{}") with { Bid = 3 }, Is.Not.EqualTo(Price("{}")));
            Assert.That(new StreamEvent.Gap("fills", GapReason.Overflow) { Missed = null }, Is.EqualTo(new StreamEvent.Gap("fills", GapReason.Overflow)));
            Assert.That(new StreamEvent.Raw("a") { Data = 1 }, Is.Not.EqualTo(new StreamEvent.Raw("a") { Data = 2 }));
            Assert.That(Price("{}").GetHashCode(), Is.EqualTo(Price("{ }").GetHashCode()));
        });
    }

    [Test]
    public void The_text_of_an_event_says_what_it_is()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new StreamEvent.Raw("tca") { Data = new JObject { ["a"] = 1 } }.ToString(), Is.EqualTo("""Raw { Channel = tca, Data = {"a":1} }"""));
            Assert.That(new StreamEvent.Subscribed(["a", "b"]).ToString(), Is.EqualTo("Subscribed { Topics = a b }"));
            Assert.That(new StreamEvent.Trace("d1").ToString(), Is.EqualTo("Trace { DeploymentId = d1, Data = null }"));
            Assert.That(Price("{}").ToString(), Does.StartWith("Price { Symbol = A, Bid = 1, Ask = 2"));
            Assert.That(new StreamEvent.Fill(new Fill()) { Data = new JObject { ["fill_id"] = "f1" } }.ToString(), Is.EqualTo("""Fill { Data = {"fill_id":"f1"} }"""));
        });
    }

    [Test]
    public void The_text_of_the_statistics_names_every_counter() =>
        Assert.That(
            new StreamStatistics(5, 1, 2, 3, 4, [new TopicStatistics("fills", 9, 5, 0, 0, 4)]).ToString(),
            Is.EqualTo("5 messages, 1 malformed, 2 gaps, 3 connections, 4 waiting; TopicStatistics { Topic = fills, Received = 9, Delivered = 5, Conflated = 0, Dropped = 0, Waiting = 4 }"));

    [Test]
    public void A_word_about_the_connection_has_no_payload() =>
        Assert.That(new StreamEvent.Connected(1).Data.Type, Is.EqualTo(JTokenType.Null));
}
