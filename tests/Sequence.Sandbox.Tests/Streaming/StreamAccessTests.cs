using System.Net;
using System.Net.WebSockets;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class StreamAccessTests : ExchangeTest
{
    [Test]
    public async Task A_key_opens_the_stream()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);

        await stream.NothingMoreAsync();
    }

    [TestCase(null, "")]
    [TestCase("seq_test_short", "")]
    [TestCase(null, "?ticket=wst_unknown")]
    [TestCase(null, "?api_key=seq_test_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Without_a_good_key_or_ticket_it_stays_shut(string? key, string query) =>
        Assert.That(() => StreamClient.OpenAsync(Exchange, query, key), Throws.InstanceOf<WebSocketException>().With.Message.Contains("401"));

    [Test]
    public async Task A_ticket_opens_the_stream_once()
    {
        string ticket = await TicketAsync();
        Assert.That(ticket, Does.StartWith("wst_"));
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, "?ticket=" + ticket, null);
        await stream.NothingMoreAsync();

        Assert.That(() => StreamClient.OpenAsync(Exchange, "?ticket=" + ticket, null), Throws.InstanceOf<WebSocketException>());
    }

    [TestCase(29.999, true)]
    [TestCase(30.0, false)]
    public async Task A_ticket_lives_for_30_seconds(double seconds, bool isOpen)
    {
        string ticket = await TicketAsync();
        Time.Advance(TimeSpan.FromSeconds(seconds));

        if (isOpen)
            (await StreamClient.OpenAsync(Exchange, "?ticket=" + ticket, null)).Dispose();
        else
            Assert.That(() => StreamClient.OpenAsync(Exchange, "?ticket=" + ticket, null), Throws.InstanceOf<WebSocketException>().With.Message.Contains("401"));
    }

    [Test]
    public async Task A_plain_request_is_told_to_upgrade()
    {
        JToken error = await FailAsync(HttpMethod.Get, "/v1/stream", HttpStatusCode.BadRequest);

        Assert.That((string?)error["message"], Does.Contain("WebSocket"));
    }

    [Test]
    public async Task Shutdown_closes_streams_with_1001()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.NothingMoreAsync();
        Task<JObject?> last = stream.ReadOrCloseAsync();
        ValueTask disposal = Exchange.DisposeAsync();

        Assert.That(await last, Is.Null);
        Assert.That(stream.CloseStatus, Is.EqualTo(WebSocketCloseStatus.EndpointUnavailable));
        await stream.CloseAsync();
        await disposal;
    }

    [Test]
    public async Task A_client_may_close()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.CloseAsync();

        Assert.That(stream.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    private async Task<string> TicketAsync() => (string)(await GetAsync("/v1/ws/ticket"))["ticket"]!;
}
