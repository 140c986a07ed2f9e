using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class SandboxExchangeTests
{
    [Test]
    public async Task It_starts_without_options_on_a_free_loopback_port()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        using var client = new HttpClient { BaseAddress = exchange.BaseAddress };

        Assert.That(exchange.BaseAddress.Host, Is.EqualTo("127.0.0.1"));
        Assert.That(exchange.BaseAddress.Port, Is.GreaterThan(0));
        Assert.That((await client.GetAsync(new Uri("/v1/health/live", UriKind.Relative))).IsSuccessStatusCode);
    }

    [Test]
    public async Task The_seed_makes_the_keys()
    {
        await using SandboxExchange one = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 3 });
        await using SandboxExchange same = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 3 });
        await using SandboxExchange other = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 4 });
        string[] keys = [one.NewKey(), one.NewKey()];

        Assert.That(keys, Has.All.Match("^seq_test_[0-9a-f]{64}$"));
        Assert.That(keys, Is.Unique);
        Assert.That(new[] { same.NewKey(), same.NewKey() }, Is.EqualTo(keys));
        Assert.That(keys, Does.Not.Contain(other.NewKey()));
    }

    [Test]
    public async Task The_same_seed_and_the_same_time_give_the_same_market()
    {
        string one = await QuoteAfterAMinuteAsync(seed: 3);

        Assert.That(await QuoteAfterAMinuteAsync(seed: 3), Is.EqualTo(one));
        Assert.That(await QuoteAfterAMinuteAsync(seed: 4), Is.Not.EqualTo(one));
    }

    [Test]
    public async Task Many_clients_at_once_get_whole_answers()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        string key = exchange.NewKey();

        int[] fills = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => BuyAndCountAsync(exchange, key)));

        Assert.That(fills, Has.All.GreaterThan(0));
    }

    [Test]
    public async Task A_port_in_use_is_named()
    {
        await using SandboxExchange first = await SandboxExchange.StartAsync();
        string url = first.BaseAddress.GetLeftPart(UriPartial.Authority);

        Assert.That(
            () => SandboxExchange.StartAsync(new SandboxOptions { Urls = url }),
            Throws.InstanceOf<IOException>().With.Message.Contains(url).And.Message.Contains("in use"));
    }

    [Test]
    public void A_backlog_of_nothing_is_refused() =>
        Assert.That(() => SandboxExchange.StartAsync(new SandboxOptions { StreamBacklog = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task After_disposal_nothing_listens_and_a_second_one_is_harmless()
    {
        SandboxExchange exchange = await SandboxExchange.StartAsync();
        await Task.WhenAll(exchange.DisposeAsync().AsTask(), exchange.DisposeAsync().AsTask());
        await exchange.DisposeAsync();

        using var socket = new TcpClient();
        Assert.That(() => socket.ConnectAsync(IPAddress.Loopback, exchange.BaseAddress.Port), Throws.InstanceOf<SocketException>());
    }

    [Test]
    public async Task A_cancelled_start_starts_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(() => SandboxExchange.StartAsync(cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task<string> QuoteAfterAMinuteAsync(int seed)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = seed, TimeProvider = time });
        using HttpClient client = Client(exchange, exchange.NewKey());
        time.Advance(TimeSpan.FromMinutes(1));
        return await client.GetStringAsync(new Uri("/v1/quotes/BTC-USD", UriKind.Relative));
    }

    private static async Task<int> BuyAndCountAsync(SandboxExchange exchange, string key)
    {
        using HttpClient client = Client(exchange, key);
        for (int i = 0; i < 25; i++)
        {
            using var order = new StringContent("""{"symbol": "ETH-USD", "side": "buy", "qty": 0.01}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync(new Uri("/v1/orders", UriKind.Relative), order);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        }

        return (int)JObject.Parse(await client.GetStringAsync(new Uri("/v1/fills", UriKind.Relative)))["total"]!;
    }

    private static HttpClient Client(SandboxExchange exchange, string key)
    {
        var client = new HttpClient { BaseAddress = exchange.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
