using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

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
}
