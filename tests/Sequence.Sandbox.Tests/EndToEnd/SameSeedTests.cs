using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>One script, played twice over HTTP and WebSocket on virtual time: the same seed gives the same bytes.</summary>
public sealed class SameSeedTests
{
    /// <summary>Shorter than the distance of two frames of a topic, so that none replaces one that was not read.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    [Test]
    public async Task The_same_seed_gives_the_same_answers_and_frames_to_the_byte()
    {
        string first = await PlayAsync(seed: 5);
        string second = await PlayAsync(seed: 5);
        string other = await PlayAsync(seed: 6);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Split('\n'), Has.Length.GreaterThan(250));
            Assert.That(second, Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
        }
    }

    private static async Task<string> PlayAsync(int seed)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 4, 0, TimeSpan.Zero));
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = seed, TimeProvider = time });
        using var script = new Script(exchange, time);
        await script.OpenAsync("orders", "fills", "prices:BTC-USD", "prices:ETH-USD-PERP", "prices:SOL-USD", "book:BTC-USD-PERP", "book:ETH-USD", "prices:btc-updown-5m-1767614400", "book:KXBTCZ-26DEC31-T99000:NO");
        await script.PostAsync("/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "notional": 90000, "graph_id": "first"}""");
        await script.PostAsync("/v1/orders", """{"symbol": "btc-updown-5m-1767614400", "side": "buy", "qty": 40}""");
        await script.PostAsync("/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 1, "price": 20000}""");
        await script.PostAsync("/v1/orders", """
            {"nodes": [{"node_id": "slices", "instrument": {"symbol": "ETH-USD", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 900000000}},
             "execution": {"pacing": {"vwap": {"num_slices": 5, "interval_ms": 300}}}, "activation": "root"},
             {"node_id": "hedge", "instrument": {"symbol": "ETH-USD-PERP", "type": "perp"}, "side": "sell", "order_type": "market", "quantity": "derived", "execution": {}, "activation": "wait"}],
             "edges": [{"edge_id": "e", "from_node": "slices", "to_node": "hedge", "trigger": "on_fill", "sizing": "incremental_fill"}]}
            """);
        await script.RunAsync(steps: 300);
        await script.GetAsync("/v1/markets?venue=kalshi&limit=30");
        await script.PostAsync("/v1/quotes/batch", """{"symbols": ["BTC-USD", "SOL-USD", "none"], "depth": 5, "nowait": true, "concurrency": 4}""");
        await script.PostAsync("/v1/sandbox/positions", """{"positions": [{"venue": "kraken", "kind": "crypto", "symbol": "ETH", "qty": 5}], "replace": false}""");
        await script.PostAsync("/v1/orders", """{"symbol": "nobody", "side": "buy", "qty": 1}""");
        time.Advance(TimeSpan.FromMinutes(1));
        await script.GetAsync("/v1/settlement/btc-updown-5m-1767614400");
        await script.PostAsync("/v1/markets/btc-updown-5m-1767614400/redeem?venue=polymarket", "{}");
        foreach (string path in new[] { "orders", "fills", "positions?include_closed=true", "execution_graphs/first", "price_history/BTC-USD", "funding_history/BTC-USD?venue=bybit", "ws/ticket" })
            await script.GetAsync("/v1/" + path);
        return script.Transcript;
    }

    /// <summary>Writes down everything that the exchange says.</summary>
    private sealed class Script(SandboxExchange exchange, FakeTimeProvider time) : IDisposable
    {
        private readonly StringBuilder _heard = new();
        private readonly HttpClient _http = new() { BaseAddress = exchange.BaseAddress };
        private StreamClient? _stream;

        public string Transcript => _heard.ToString();

        public async Task OpenAsync(params string[] topics)
        {
            string key = exchange.NewKey();
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            _stream = await StreamClient.OpenAsync(exchange, key);
            _heard.Append(key).Append(await _stream.SubscribeAsync(topics)).Append('\n');
        }

        public async Task RunAsync(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                time.Advance(Tick);
                await ListenAsync();
            }
        }

        public Task GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        public Task PostAsync(string path, string body) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

        public void Dispose()
        {
            _http.Dispose();
            _stream?.Dispose();
        }

        private async Task SendAsync(HttpRequestMessage request)
        {
            using (request)
            {
                string path = request.RequestUri!.ToString();
                using HttpResponseMessage answer = await _http.SendAsync(request);
                string headers = string.Join(' ', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}={string.Join(',', header.Value)}"));
                _heard.Append(path).Append(' ').Append((int)answer.StatusCode).Append(' ').Append(headers).Append(' ')
                    .Append(await answer.Content.ReadAsStringAsync()).Append('\n');
            }
        }

        /// <summary>Reads up to the answer to a command of its own: everything that was told before it has been read then.</summary>
        private async Task ListenAsync()
        {
            await _stream!.SendAsync("""{"unsubscribe": []}""");
            while (await _stream.ReadTextAsync() is { } frame && !frame.StartsWith("{\"subscribed\"", StringComparison.Ordinal))
                _heard.Append(frame).Append('\n');
        }
    }
}
