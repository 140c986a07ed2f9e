using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Recording;

/// <summary>A session with a bit of everything, over HTTP and WebSocket on virtual time, and every secret that went over the wire.</summary>
internal sealed class TradingDay
{
    public const string Passphrase = "open sesame, please";
    public const string ApiSecret = "Zm9yIHlvdXIgZXllcyBvbmx5";
    public const string WalletKey = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    public List<string> Secrets { get; } = [Passphrase, ApiSecret, WalletKey, "short1"];

    /// <summary>The answers of the quotes, by the seconds since the start.</summary>
    public Dictionary<int, string> Quotes { get; } = [];

    public static async Task<TradingDay> RecordAsync(string file)
    {
        var day = new TradingDay();
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = day._time, RecordFile = file, CatalogueSize = 40, RateLimitQps = 20 });
        await day.TradeAsync(exchange);
        return day;
    }

    private async Task TradeAsync(SandboxExchange exchange)
    {
        string[] keys = [exchange.NewKey(), exchange.NewKey()];
        Secrets.AddRange(keys);
        using HttpClient ann = Client(exchange, keys[0]);
        using HttpClient bob = Client(exchange, keys[1]);
        using HttpClient nobody = Client(exchange, null);
        using HttpClient stranger = Client(exchange, "not-a-key-at-all");
        using StreamClient stream = await StreamClient.OpenAsync(exchange, keys[0]);
        await stream.SubscribeAsync("prices:BTC-USD", "book:ETH-USD", "orders", "fills", "prices:NO-SUCH");
        await ConnectVenuesAsync(ann);
        await AskAsync(ann, HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.29}""");
        await AskAsync(bob, HttpMethod.Post, "/v1/orders?note=caf%C3%A9", """{"symbol": "ETH-USD", "side": "sell", "qty": 2}""");
        await AskAsync(stranger, HttpMethod.Get, "/v1/orders", null, HttpStatusCode.Unauthorized);
        await AskAsync(nobody, HttpMethod.Get, "/v1/health/live");
        await AskAsync(nobody, HttpMethod.Get, "/v1/nowhere", null, HttpStatusCode.NotFound);
        await AskAsync(bob, HttpMethod.Post, "/v1/orders", "{ this is \"no JSON", HttpStatusCode.BadRequest);
        string ticket = (string)JObject.Parse(await AskAsync(bob, HttpMethod.Get, "/v1/ws/ticket"))["ticket"]!;
        Secrets.Add(ticket);
        using StreamClient byTicket = await StreamClient.OpenAsync(exchange, "?ticket=" + ticket, null);
        await byTicket.SubscribeAsync("orders", "book:BTC-USD");
        using StreamClient news = await StreamClient.ConnectAsync(exchange, "/v1/ws/new_markets", keys[1]);
        for (int second = 1; second <= 20; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Quotes[second] = await AskAsync(ann, HttpMethod.Get, "/v1/quotes/BTC-USD");
            await AskAsync(second % 2 == 0 ? ann : bob, HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "sell", "qty": 0.05, "policy": "sor"}""");
        }

        await byTicket.SendAsync("that is no command");
        await byTicket.CloseAsync();
        await AskAsync(ann, HttpMethod.Get, "/v1/fills?limit=200");
        string given = (string)JObject.Parse(await AskAsync(ann, HttpMethod.Post, "/v1/api_keys", """{"label": "second", "sandbox": true}"""))["api_key"]!;
        Secrets.Add(given);
        using HttpClient other = Client(exchange, given);
        Assert.That(await AskAsync(other, HttpMethod.Get, "/v1/fills?limit=200"), Does.Contain("BTC-USD"), "The key is of the same client.");
        for (int i = 0; i < 45; i++)
            using (await bob.GetAsync(new Uri("/v1/symbols", UriKind.Relative)))
            {
            }

        _time.Advance(TimeSpan.FromSeconds(10));
        await AskAsync(bob, HttpMethod.Get, "/v1/positions");
        _time.Advance(TimeSpan.FromMinutes(6));
        await AskAsync(ann, HttpMethod.Post, "/v1/quotes_batch", """{"symbols": ["BTC-USD", "ETH-USD", "NONE"]}""");
    }

    private static async Task ConnectVenuesAsync(HttpClient client)
    {
        await AskAsync(client, HttpMethod.Post, "/v1/credentials/kraken", $$"""{"api_key": "short1", "api_secret": "{{ApiSecret}}", "passphrase": "{{Passphrase}}"}""");
        await AskAsync(client, HttpMethod.Put, "/v1/credentials/polymarket", $$$"""{"api_key": "", "api_secret": "", "extra_json": {"signer_private_key": "{{{WalletKey}}}"}}""");
        await AskAsync(client, HttpMethod.Post, "/v1/credentials/kraken", $"api_secret={ApiSecret}", HttpStatusCode.BadRequest);
    }

    private static async Task<string> AskAsync(HttpClient client, HttpMethod method, string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(expected), text);
        return text;
    }

    private static HttpClient Client(SandboxExchange exchange, string? key)
    {
        var client = new HttpClient { BaseAddress = exchange.BaseAddress };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
