using System.Globalization;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Monitor;

[TestFixture]
public sealed class MonitorAnswerTests
{
    private static readonly string[] EventTypes = ["admitted", "edge_submitted", "teleported"];

    private const string Events = """
        [{"event_type": "admitted", "timestamp_ns": 1705406400000000001},
         {"event_type": "edge_submitted", "timestamp_ns": 1705406400004200000, "venue": "kraken", "detail": {"qty_1e8": 100}},
         {"event_type": "teleported", "timestamp_ns": 1705406400005000000, "detail": "text"}]
        """;

    [TestCase(Events)]
    [TestCase("""{"node_order_id": "n1", "events": """ + Events + "}")]
    public async Task A_trace_is_read_bare_and_wrapped(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("listTraces", body);

        IReadOnlyList<TraceEvent> trace = await wire.Client.GetTraceAsync("n1");

        Assert.That(trace.Select(e => e.EventType), Is.EqualTo(EventTypes));
        Assert.That(trace[0].Timestamp.Raw, Is.EqualTo(1705406400000000001L));
        Assert.That((trace[0].Venue, trace[1].Venue), Is.EqualTo(((string?)null, "kraken")));
        Assert.That((trace[1].Detail, trace[2].Detail), Is.EqualTo(("{\"qty_1e8\":100}", "text")));
    }

    [Test]
    public async Task An_order_without_events_has_an_empty_trace()
    {
        using var wire = new WireRecorder();
        wire.Answer("listTraces", "[]");

        Assert.That(await wire.Client.GetTraceAsync("n1"), Is.Empty);
    }

    [Test]
    public async Task A_trace_that_is_none_is_an_unreadable_answer()
    {
        using var wire = new WireRecorder();
        wire.Answer("listTraces", """{"a": [], "b": []}""");

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.GetTraceAsync("n1")))!;

        Assert.That(error.Operation, Is.EqualTo("listTraces"));
    }

    [Test]
    public async Task Cost_analysis_comes_as_it_is_with_exact_numbers()
    {
        using var wire = new WireRecorder();

        JToken tca = await wire.Client.GetTcaAsync("ETH-USD");

        Assert.That(tca["percentiles"]!["p99"]!.Value<decimal>(), Is.EqualTo(9.4m));
        Assert.That(((JValue)tca["savings_usd"]!).Value, Is.TypeOf<decimal>());
    }

    [Test]
    [SetCulture("de-DE")]
    public async Task Numbers_and_times_are_sent_the_same_in_every_culture()
    {
        using var wire = new WireRecorder();

        await wire.Client.GetForecastAsync("ETH-USD", Side.Buy, 1234.5m);
        await wire.Client.GetTcaAsync(new TcaFilter { Since = DateTimeOffset.Parse("2026-04-01T00:00:00Z", CultureInfo.InvariantCulture) });

        Assert.That(wire.Requests[0].Query, Does.EndWith("qty=1234.5"));
        Assert.That(Uri.UnescapeDataString(wire.Requests[1].Query), Is.EqualTo("since=2026-04-01T00:00:00Z"));
    }
}
