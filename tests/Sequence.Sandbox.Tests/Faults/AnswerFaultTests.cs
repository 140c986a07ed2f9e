using System.Net;
using System.Text;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>What the wire looks like under the faults of requests and answers.</summary>
public sealed class AnswerFaultTests : ExchangeTest
{
    private const string Quote = "/v1/quotes/BTC-USD";
    private const string Order = """{"symbol": "BTC-USD", "side": "buy", "qty": 0.1, "graph_id": "mine"}""";

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task A_dropped_request_has_no_answer_and_was_carried_out_or_not(bool afterAccept, int orders)
    {
        ActiveFault fault = Exchange.Faults.Add(afterAccept ? Fault.DropAfterAccept("submitOrder", times: 1) : Fault.DropBeforeAccept("submitOrder", times: 1));
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.RequestAsync("POST", "/v1/orders", Key, Order);
        (byte[] bytes, _) = await line.ReadToEndAsync();

        Assert.That(bytes, Is.Empty);
        Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.EqualTo(orders));
        Assert.That((fault.Fired, fault.IsOver), Is.EqualTo((1, true)));
        await SendAsync(HttpMethod.Post, "/v1/orders", Order);
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task A_reset_connection_ends_with_RST(bool afterAccept, int orders)
    {
        Fault reset = Fault.ResetConnection("submitOrder", times: 1);
        Exchange.Faults.Add(afterAccept ? reset.AfterAccept() : reset);
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.RequestAsync("POST", "/v1/orders", Key, Order);
        (byte[] bytes, RawConnection.Ending ending) = await line.ReadToEndAsync();

        Assert.That(bytes, Is.Empty);
        Assert.That(ending, Is.EqualTo(RawConnection.Ending.Reset));
        Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.EqualTo(orders));
    }

    [TestCase(503, "SERVICE_UNAVAILABLE")]
    [TestCase(500, "INTERNAL_ERROR")]
    [TestCase(422, "VALIDATION_ERROR")]
    [TestCase(418, "BAD_REQUEST")]
    public async Task A_status_comes_in_the_envelope_with_its_code_as_often_as_it_was_asked_for(int status, string code)
    {
        Exchange.Faults.Add(Fault.Status("getQuote", status, 2));
        JToken first = await FailAsync(HttpMethod.Get, Quote, (HttpStatusCode)status);
        JToken second = await FailAsync(HttpMethod.Get, Quote, (HttpStatusCode)status);

        Assert.That(new[] { (string?)first["code"], (string?)second["code"] }, Is.All.EqualTo(code));
        Assert.That((string?)first["request_id"], Is.Not.Empty);
        await GetAsync(Quote);
    }

    [Test]
    public async Task A_page_of_a_gateway_is_HTML_without_a_request_id()
    {
        Exchange.Faults.Add(Fault.GatewayPage("getQuote", times: 1));
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(Quote, UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(answer.Headers.Contains("X-Request-Id"), Is.False);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith("<html>").And.Contains("502"));
    }

    [TestCase(null, null)]
    [TestCase(1.5, "2")]
    public async Task A_burst_of_429_may_say_how_long_to_wait(double? seconds, string? header)
    {
        Exchange.Faults.Add(Fault.RateLimit("*", times: 2, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null));
        foreach (string path in new[] { Quote, "/v1/symbols" })
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri(path, UriKind.Relative));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null, Is.EqualTo(header));
            Assert.That((string?)Parse(await answer.Content.ReadAsStringAsync())["error"]!["code"], Is.EqualTo("RATE_LIMITED"));
        }

        await GetAsync(Quote);
    }

    [Test]
    public async Task A_truncated_body_is_half_of_what_its_header_promises()
    {
        string whole = await Http.GetStringAsync(new Uri(Quote, UriKind.Relative));
        Exchange.Faults.Add(Fault.TruncateBody("getQuote", times: 1));
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.RequestAsync("GET", Quote, Key);
        string[] parts = Encoding.UTF8.GetString((await line.ReadToEndAsync()).Bytes).Split("\r\n\r\n", 2);

        Assert.That(parts[0], Does.StartWith("HTTP/1.1 200").And.Contains($"Content-Length: {whole.Length}"));
        Assert.That(parts[1], Is.EqualTo(whole[..(whole.Length / 2)]));
        Exchange.Faults.Add(Fault.TruncateBody("getQuote", times: 1));
        Assert.That(() => Http.GetStringAsync(new Uri(Quote, UriKind.Relative)), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Garbage_has_the_headers_and_the_length_of_JSON_and_repeats_with_the_seed()
    {
        string whole = await Http.GetStringAsync(new Uri(Quote, UriKind.Relative));
        Exchange.Faults.Add(Fault.Garbage("getQuote", times: 2));
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(Quote, UriKind.Relative));
        string garbage = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(garbage, Has.Length.EqualTo(whole.Length));
        Assert.That(() => Parse(garbage), Throws.InstanceOf<Newtonsoft.Json.JsonException>());
        Assert.That(await Http.GetStringAsync(new Uri(Quote, UriKind.Relative)), Is.Not.EqualTo(garbage));
        await using SandboxExchange twin = await SandboxExchange.StartAsync(Options);
        twin.Faults.Add(Fault.Garbage("getQuote", times: 2));
        using var other = new HttpClient { BaseAddress = twin.BaseAddress };
        other.DefaultRequestHeaders.Authorization = Http.DefaultRequestHeaders.Authorization;
        Assert.That(await other.GetStringAsync(new Uri(Quote, UriKind.Relative)), Is.EqualTo(garbage));
    }

    [Test]
    public async Task A_delayed_request_waits_in_exchange_time_and_is_not_carried_out_before()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.Delay("submitOrder", TimeSpan.FromSeconds(10), times: 1));
        Task<JToken> late = SendAsync(HttpMethod.Post, "/v1/orders", Order);
        await FiredAsync(fault);
        Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.Zero);
        Assert.That(late.IsCompleted, Is.False);
        Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.That((string?)(await late)["graph_id"], Is.EqualTo("mine"));
    }

    [Test]
    public async Task A_delayed_answer_is_late_and_the_exchange_has_acted_at_once()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.Delay("submitOrder", TimeSpan.FromSeconds(10)).AfterAccept().Times(1));
        Task<JToken> late = SendAsync(HttpMethod.Post, "/v1/orders", Order);
        await FiredAsync(fault);
        await Eventually.TrueAsync(async () => (int)(await GetAsync("/v1/orders"))["total"]! == 1);
        Assert.That(late.IsCompleted, Is.False);
        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That((string?)(await late)["graph_id"], Is.EqualTo("mine"));
    }

    [Test]
    public async Task A_slow_body_comes_bit_by_bit_in_exchange_time()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.SlowBody("getLiveness", TimeSpan.FromSeconds(10), times: 1));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/health/live");
        using HttpResponseMessage answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        int first = body.ReadByte();
        Task<int> second = body.ReadAsync(new byte[1]).AsTask();
        await FiredAsync(fault);
        Assert.That((first, second.IsCompleted), Is.EqualTo(((int)'{', false)));
        Time.Advance(TimeSpan.FromSeconds(10));
        using var rest = new StreamReader(body);

        Assert.That(await second, Is.EqualTo(1));
        Assert.That(await rest.ReadToEndAsync(), Does.EndWith("}"));
    }

    [Test]
    public async Task Unknown_members_stand_in_every_object_and_the_known_ones_stay()
    {
        JToken before = await GetAsync(Quote);
        Exchange.Faults.Add(Fault.UnknownMembers("getQuote", times: 1));
        JToken after = await GetAsync(Quote);

        Assert.That(after["unheard_of"], Is.Not.Null);
        Assert.That(after["nbbo"]!["unheard_of"], Is.Not.Null);
        foreach (JObject one in ((JContainer)after).DescendantsAndSelf().OfType<JObject>().ToList())
            one.Remove("unheard_of");
        Assert.That(JToken.DeepEquals(after, before), $"{before}\n{after}");
    }

    [Test]
    public async Task An_unknown_value_takes_the_place_of_a_known_one()
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", Order);
        Exchange.Faults.Add(Fault.UnknownValue("getOrder", "status", "PONDERING", times: 1));

        Assert.That((string?)(await GetAsync("/v1/orders/graph:mine:order:1"))["status"], Is.EqualTo("PONDERING"));
        Assert.That((string?)(await GetAsync("/v1/orders/graph:mine:order:1"))["status"], Is.Not.EqualTo("PONDERING"));
    }

    [Test]
    public async Task A_skewed_clock_shifts_stamps_and_nothing_else()
    {
        JToken before = await GetAsync("/v1/health");
        JObject funding = await FundingAsync();
        Exchange.Faults.Add(Fault.SkewClock(TimeSpan.FromMinutes(-3)));
        JToken after = await GetAsync("/v1/health");
        JObject skewed = await FundingAsync();

        Assert.That((long)after["now_ns"]!, Is.EqualTo((long)before["now_ns"]! - 180_000_000_000));
        Assert.That((int)after["markets"]!, Is.EqualTo((int)before["markets"]!));
        foreach (JProperty member in funding.Properties())
        {
            long shift = member.Name.EndsWith("_ns", StringComparison.Ordinal) ? -180_000_000_000 : 0;
            if (shift != 0)
                Assert.That((long)skewed[member.Name]!, Is.EqualTo((long)member.Value + shift), member.Name);
            else
                Assert.That(JToken.DeepEquals(skewed[member.Name], member.Value), member.Name);
        }
    }

    private async Task<JObject> FundingAsync() => ((JContainer)await GetAsync("/v1/market/funding-rates")).DescendantsAndSelf().OfType<JObject>().First(row => row["venue"] is not null);

    private static Task FiredAsync(ActiveFault fault) => Eventually.TrueAsync(() => fault.Fired > 0);
}
