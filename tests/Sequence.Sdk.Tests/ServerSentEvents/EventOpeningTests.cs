using System.Net;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json.Linq;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.ServerSentEvents;

internal sealed class EventOpeningTests : EventFixture
{
    private static readonly EventFilter OneOrder = new() { NodeOrderId = "graph:graph_ab12:order:1", EdgeId = "venue-edge-kraken" };

    private static IEnumerable<EventVerb> Streams =>
    [
        new("StreamTca", c => c.StreamTcaAsync()),
        new("StreamTca_filter", c => c.StreamTcaAsync(OneOrder)),
        new("StreamRisk", c => c.StreamRiskAsync()),
        new("StreamRisk_filter", c => c.StreamRiskAsync(OneOrder)),
        new("StreamAlerts", c => c.StreamAlertsAsync()),
        new("StreamAlerts_filter", c => c.StreamAlertsAsync(OneOrder)),
    ];

    private static IEnumerable<TestCaseData> Filtered =>
    [
        new(new EventVerb("tca", c => c.StreamTcaAsync(new EventFilter { NodeOrderId = "" })), "NodeOrderId"),
        new(new EventVerb("risk", c => c.StreamRiskAsync(new EventFilter { EdgeId = " " })), "EdgeId"),
        new(new EventVerb("alerts", c => c.StreamAlertsAsync((EventFilter)null!)), "filter"),
    ];

    [TestCaseSource(nameof(Streams))]
    public async Task A_stream_sends_its_request(EventVerb verb)
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*").Respond(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("data: {\"n\":1}\n\n", Encoding.UTF8, "text/event-stream"),
        });

        await foreach (JToken payload in verb.Open(wire.Client))
        {
            Assert.That((int)payload["n"]!, Is.EqualTo(1));
            break;
        }

        wire.MatchSnapshot();
    }

    [TestCaseSource(nameof(Filtered))]
    public void An_empty_filter_is_refused_before_anything_is_sent(EventVerb verb, string field)
    {
        SequenceValidationException error = Assert.Throws<SequenceValidationException>(() => verb.Open(Client))!;

        Assert.That(error.Field, Is.EqualTo(field));
        Assert.That(Server.Requests, Is.Zero);
    }

    [TestCase(401)]
    [TestCase(404)]
    [TestCase(503)]
    public async Task The_first_refusal_is_thrown(int status)
    {
        Task<string> first = NextAsync();
        await (await Server.NextAsync(Patience)).AnswerAsync(status, body: """{"error": {"code": "NO", "message": "not today"}}""");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => first))!;

        Assert.That((error.Status, error.Code, error.Operation), Is.EqualTo((status, "NO", "openAlertEvents")));
        Assert.That(Server.Requests, Is.EqualTo(1));
    }

    [TestCase("text/html", "<html>maintenance</html>")]
    [TestCase("application/json", "{\"n\":1}")]
    [TestCase("application/json", "\"text\"")]
    [TestCase("application/json", "")]
    public async Task A_first_answer_that_is_no_event_stream_is_thrown(string contentType, string body)
    {
        Task<string> first = NextAsync();
        await (await Server.NextAsync(Patience)).AnswerAsync(200, contentType, body);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => first))!;

        Assert.That(error.Message, Does.Contain("event stream"));
    }

    [Test]
    public async Task A_server_that_is_not_there_is_thrown()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var client = new SequenceClient(Key, new SequenceClientOptions { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        await using IAsyncEnumerator<JToken> reader = client.StreamTcaAsync().GetAsyncEnumerator(Patience);

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => reader.MoveNextAsync().AsTask()))!;

        Assert.That(error.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task The_deadline_covers_the_headers()
    {
        await using SequenceClient client = NewClient(TimeSpan.FromSeconds(5));
        await using IAsyncEnumerator<JToken> reader = client.StreamTcaAsync().GetAsyncEnumerator(Patience);
        Task<bool> next = reader.MoveNextAsync().AsTask();
        EventExchange silent = await Server.NextAsync(Patience);

        Time.Advance(TimeSpan.FromSeconds(5));

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => next))!;
        Assert.That((error.Operation, error.Message.Contains("within 5 s", StringComparison.Ordinal)), Is.EqualTo(("openTcaEvents", true)));
        await silent.Closed.WaitAsync(Patience);
    }

    [Test]
    public async Task The_deadline_does_not_cover_the_events()
    {
        await using SequenceClient client = NewClient(TimeSpan.FromSeconds(5));
        await using IAsyncEnumerator<JToken> reader = client.StreamTcaAsync().GetAsyncEnumerator(Patience);
        Task<bool> first = reader.MoveNextAsync().AsTask();
        EventExchange connection = await OpenNextAsync("data: 1\n\n");
        await first;
        Task<bool> second = reader.MoveNextAsync().AsTask();
        Time.Advance(TimeSpan.FromHours(1));
        await connection.SendAsync("data: 2\n\n");

        Assert.That(await second, Is.True);
        Assert.That((int)reader.Current, Is.EqualTo(2));
    }

    [Test]
    public async Task A_ticket_is_in_the_answer_but_in_no_text()
    {
        using var wire = new WireRecorder();
        wire.Answer("getStreamTicket", """{"ticket": "wst_abcd1234"}""", """{"ticket": ["wst_abcd1234"]}""");

        StreamTicket ticket = await wire.Client.GetStreamTicketAsync();
        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.GetStreamTicketAsync()))!;

        Assert.That((ticket.Ticket, ticket.ToString()), Is.EqualTo(("wst_abcd1234", "StreamTicket(***)")));
        Assert.That(error.BodySnippet + error, Does.Not.Contain("abcd1234"));
        wire.MatchSnapshot();
    }

    public sealed record EventVerb(string Name, Func<SequenceClient, IAsyncEnumerable<JToken>> Open)
    {
        public override string ToString() => Name;
    }
}
