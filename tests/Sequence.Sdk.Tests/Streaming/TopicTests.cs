using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class TopicTests
{
    private static IEnumerable<TestCaseData> Channels => ContractExamples.Contract["x-channels"]!
        .Where(c => (string?)c["path"] == "/v1/stream")
        .Select(c => new TestCaseData((string)c["topic"]!, (string)c["event"]!, (string)c["queue"]!));

    [TestCaseSource(nameof(Channels))]
    public void Each_topic_of_the_contract_has_its_event_and_its_queue(string topic, string kind, string queue)
    {
        Topic parsed = Topic.Parse(topic.Replace("{symbol}", "KX:YES").Replace("{venue}", "kraken").Replace("{deployment_id}", "d1").Replace("{underlying}", "BTC"));
        Assert.That(parsed.Family == TopicFamily.Other ? "Raw" : parsed.Family.ToString(), Is.EqualTo(kind));
        Assert.That(parsed.Policy, Is.EqualTo(queue == "never-drop" ? QueuePolicy.NeverDrop : QueuePolicy.Latest));
    }

    [TestCase("prices:KXBTCZ-26DEC31-T99000:YES", "KXBTCZ-26DEC31-T99000:YES")]
    [TestCase("book:btc-updown-5m-1776537600:yes", "btc-updown-5m-1776537600:yes")]
    [TestCase("traces:a:b", "a:b")]
    public void A_topic_is_split_at_its_first_colon(string name, string subject) =>
        Assert.That(Topic.Parse(name).Subject, Is.EqualTo(subject));

    [TestCase("prices:")]
    [TestCase("prices")]
    [TestCase("orders:mine")]
    [TestCase("tca:mine")]
    [TestCase("deployment")]
    [TestCase(":")]
    [TestCase("")]
    public void What_looks_like_a_topic_and_is_none_is_raw(string name) =>
        Assert.That(Topic.Parse(name), Is.EqualTo(new Topic(name, TopicFamily.Other, name.Contains(':') ? name[(name.IndexOf(':') + 1)..] : "", QueuePolicy.NeverDrop)));

    [Test]
    public void Channels_without_end_share_one_line()
    {
        var events = new EventQueue(10);
        var table = new ChannelTable(events, ["fills"]);
        for (int i = 0; i < 10_000; i++)
            table.Resolve(System.Text.Encoding.UTF8.GetBytes("prices:" + i));
        Assert.That(events.Snapshot().Topics, Has.Count.EqualTo(1 + 4096 + 1));
        ChannelRoute late = table.Resolve("prices:20000"u8);
        Assert.That((late.Topic.Subject, late.Queue.Name, late.Queue.Policy), Is.EqualTo(("20000", "other", QueuePolicy.NeverDrop)));
        Assert.That(table.Resolve("fills"u8).Queue.Name, Is.EqualTo("fills"));
    }
}
