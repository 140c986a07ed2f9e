using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Tests.BadInput;

namespace Sequence.Sandbox.Tests.Hosting;

/// <summary>A page in a browser on the same machine must not trade here: neither under a name that leads to this address, nor from another origin.</summary>
public sealed class HostFilterTests : ExchangeTest
{
    private static readonly string[] Targets = ["/v1/health/live", "/v1/symbols", "/v1/stream", "/v1/ws/new_markets", "/v1/risk/stream", "/docs", "/nowhere"];

    protected override SandboxOptions Options => new()
    {
        Seed = 7, TimeProvider = Time, AllowedHosts = ["sandbox.example", "[2001:db8::7]"], AllowedOrigins = ["https://app.example:8443", "null"],
    };

    protected override Action<IApplicationBuilder>? Pages => app => app.Use((HttpContext http, RequestDelegate next) =>
        http.Request.Path == "/docs" ? http.Response.WriteAsync("a page") : next(http));

    [TestCase("localhost")]
    [TestCase("LocalHost:50052")]
    [TestCase("localhost.")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:1")]
    [TestCase("127.8.8.8")]
    [TestCase("[::1]:50052")]
    [TestCase("sandbox.example")]
    [TestCase("SANDBOX.example:443")]
    [TestCase("[2001:db8::7]")]
    public async Task A_loopback_or_allowed_name_is_served(string host) => Assert.That((await AskAsync("/v1/symbols", host)).Status, Is.EqualTo(200));

    [TestCase("other.example")]
    [TestCase("other.example:50052")]
    [TestCase("localhost.other.example")]
    [TestCase("127.0.0.1.other.example")]
    [TestCase("evil-localhost")]
    [TestCase("sub.sandbox.example")]
    [TestCase("10.0.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("[2001:db8::8]")]
    [TestCase("")]
    public async Task Another_name_is_421_everywhere(string host)
    {
        foreach (string target in Targets)
        {
            RawAnswer answer = await AskAsync(target, host);
            Assert.That(answer.Status, Is.EqualTo(421), $"{target}: {answer.Body}");
            Assert.That((string?)Error(answer)["code"], Is.EqualTo("HOST_NOT_ALLOWED"));
            Assert.That(answer.Head, Does.Contain("X-Request-Id: " + (string?)Error(answer)["request_id"]));
        }
    }

    [TestCase("http://localhost")]
    [TestCase("http://localhost:3000")]
    [TestCase("https://127.0.0.1:3000")]
    [TestCase("http://[::1]:3000")]
    [TestCase("https://app.example:8443")]
    [TestCase("http://sandbox.example:9")]
    [TestCase("null")]
    public async Task A_page_of_a_loopback_or_allowed_origin_is_served(string origin) =>
        Assert.That((await AskAsync("/v1/symbols", "localhost", origin)).Status, Is.EqualTo(200));

    [TestCase("http://other.example")]
    [TestCase("https://app.example")]
    [TestCase("http://app.example:8443")]
    [TestCase("http://localhost.other.example")]
    [TestCase("file://localhost/x")]
    [TestCase("chrome-extension://localhost")]
    [TestCase("http://other.example, http://localhost")]
    [TestCase("localhost")]
    [TestCase("")]
    public async Task A_page_of_another_origin_is_403_everywhere(string origin)
    {
        foreach (string target in Targets)
        {
            RawAnswer answer = await AskAsync(target, "localhost", origin);
            Assert.That((answer.Status, (string?)Error(answer)["code"]), Is.EqualTo((403, "ORIGIN_NOT_ALLOWED")), $"{target}: {answer.Body}");
        }
    }

    [Test]
    public async Task A_websocket_of_a_foreign_page_is_not_opened_and_one_without_origin_is()
    {
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Authorization", "Bearer " + Key);
        foreign.Options.SetRequestHeader("Origin", "http://other.example");
        var stream = new Uri($"ws://{Exchange.BaseAddress.Authority}/v1/stream");
        Assert.That(async () => await foreign.ConnectAsync(stream, CancellationToken.None), Throws.TypeOf<WebSocketException>().With.Message.Contains("403"));
        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Authorization", "Bearer " + Key);
        await own.ConnectAsync(stream, CancellationToken.None);
        Assert.That(own.State, Is.EqualTo(WebSocketState.Open));
    }

    [Test]
    public async Task The_refused_page_got_nothing_done()
    {
        using var line = new RawHttp(Exchange, Key);
        await line.SendAsync("POST", "/v1/kill_switch", "application/json", "{}"u8.ToArray(), headers: "Origin: http://other.example\r\n");
        Assert.That((bool)(await GetAsync("/v1/risk_limits"))["kill_switch"]!, Is.False);
    }

    [Test]
    public async Task A_star_allows_any_name_and_any_origin()
    {
        await using SandboxExchange open = await SandboxExchange.StartAsync(new SandboxOptions { AllowedHosts = ["*"], AllowedOrigins = ["*"] });
        using var line = new RawHttp(open, open.NewKey());
        Assert.That((await line.SendAsync("GET", "/v1/symbols", "", [], "other.example", "Origin: http://third.example\r\n")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_star_for_names_lets_in_the_own_pages_alone()
    {
        await using SandboxExchange open = await SandboxExchange.StartAsync(new SandboxOptions { AllowedHosts = ["*"] });
        using var line = new RawHttp(open, open.NewKey());
        Assert.That((await line.SendAsync("GET", "/v1/symbols", "", [], "other.example", "Origin: http://other.example\r\n")).Status, Is.EqualTo(200));
        Assert.That((await line.SendAsync("GET", "/v1/symbols", "", [], "other.example", "Origin: http://third.example\r\n")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task HTTP_1_0_without_a_host_is_served()
    {
        using var line = await Faults.RawConnection.OpenAsync(Exchange);
        await line.SendAsync("GET /v1/health/live HTTP/1.0\r\n\r\n");
        Assert.That(System.Text.Encoding.ASCII.GetString((await line.ReadToEndAsync()).Bytes), Does.Contain(" 200 OK"));
    }

    [TestCase("10.1.2.3", "10.1.2.3", true)]
    [TestCase("10.1.2.3:50052", "::ffff:10.1.2.3", true)]
    [TestCase("[fe80::1]", "fe80::1", true)]
    [TestCase("10.1.2.4", "10.1.2.3", false)]
    [TestCase("machine", "10.1.2.3", false)]
    public async Task On_all_addresses_the_one_that_the_connection_reached_is_served(string host, string local, bool isServed)
    {
        var filter = new HostFilter([], [], new RequestIds(new Random(1)));
        var http = new DefaultHttpContext();
        http.Connection.LocalIpAddress = IPAddress.Parse(local);
        http.Request.Host = new HostString(host);
        bool served = false;
        await filter.FilterAsync(http, _ =>
        {
            served = true;
            return Task.CompletedTask;
        });
        Assert.That((served, http.Response.StatusCode), Is.EqualTo((isServed, isServed ? 200 : 421)));
    }

    [TestCase("http://sandbox.example")]
    [TestCase("sandbox.example:50052")]
    [TestCase("")]
    [TestCase("a b")]
    public void A_host_that_is_none_is_refused_at_the_start(string host) => Assert.That(
        () => SandboxExchange.StartAsync(new SandboxOptions { AllowedHosts = [host] }), Throws.ArgumentException.With.Message.Contains($"'{host}'"));

    [TestCase("app.example")]
    [TestCase("https://app.example/")]
    [TestCase("https://app.example/page")]
    [TestCase("")]
    public void An_origin_that_is_none_is_refused_at_the_start(string origin) => Assert.That(
        () => SandboxExchange.StartAsync(new SandboxOptions { AllowedOrigins = [origin] }), Throws.ArgumentException.With.Message.Contains($"'{origin}'"));

    private static JToken Error(RawAnswer answer) => Parse(answer.Body)["error"]!;

    private async Task<RawAnswer> AskAsync(string target, string host, string? origin = null)
    {
        using var line = new RawHttp(Exchange, Key);
        return await line.SendAsync("GET", target, "", [], host, origin is null ? "" : $"Origin: {origin}\r\n");
    }
}
