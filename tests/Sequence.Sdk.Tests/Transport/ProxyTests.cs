using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>Which way calls, server-sent events and WebSockets take, with a proxy that is the default of the process.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ProxyTests
{
    private const string Events = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n";

    private IWebProxy _before = null!;
    private RecordingProxy _proxy = null!;

    [SetUp]
    public void BecomeTheDefault()
    {
        _before = HttpClient.DefaultProxy;
        _proxy = new RecordingProxy();
        HttpClient.DefaultProxy = _proxy.Proxy;
    }

    [TearDown]
    public async Task GiveTheDefaultBack()
    {
        HttpClient.DefaultProxy = _before;
        await _proxy.DisposeAsync();
    }

    [TestCase("127.0.0.1", false)]
    [TestCase("localhost", false)]
    [TestCase("127.0.0.1", true)]
    public async Task A_loopback_address_is_never_proxied(string host, bool isAskedFor)
    {
        await using var rest = new LoopbackServer(LoopbackServer.Http(200, "[]"));
        await using var events = new LoopbackServer(Events);
        await using var socket = new LoopbackServer(LoopbackServer.Http(401, "no"));
        Action<SocketsHttpHandler>? configure = isAskedFor ? Configure : null;

        Assert.That(await NewClient(At(rest, host), configure).GetSymbolsAsync(), Is.Empty);
        await foreach (var _ in NewClient(At(events, host), configure).StreamRiskAsync())
            break;
        await Assert.ThrowsAsync<SequenceApiException>(() => NewClient(At(socket, host), configure).Stream("A").ConnectAsync());

        Assert.That((rest.Requests, events.Requests, socket.Requests), Is.EqualTo((1, 1, 1)));
        Assert.That(_proxy.Seen, Is.Empty);

        void Configure(SocketsHttpHandler sockets)
        {
            sockets.Proxy = _proxy.Proxy;
            sockets.UseProxy = true;
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Another_address_goes_through_the_proxy_on_every_way(bool isDefault)
    {
        if (!isDefault)
            HttpClient.DefaultProxy = new WebProxy();
        using SequenceClient client = NewClient(new Uri("https://exchange.invalid"), isDefault ? null : sockets => sockets.Proxy = _proxy.Proxy);

        await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync());
        await Assert.ThrowsAsync<SequenceNetworkException>(async () =>
        {
            await foreach (var _ in client.StreamRiskAsync())
                break;
        });
        await Assert.CatchAsync<SequenceException>(() => client.Stream("A").ConnectAsync());

        Assert.That(_proxy.Seen, Is.EqualTo(Enumerable.Repeat("CONNECT exchange.invalid:443 HTTP/1.1", 3)));
    }

    [Test]
    public async Task A_registered_client_follows_the_same_rules()
    {
        await using var rest = new LoopbackServer(LoopbackServer.Http(200, "[]"));
        await using ServiceProvider near = Registered(rest.Address, sockets => sockets.Proxy = _proxy.Proxy);
        Assert.That(await near.GetRequiredService<SequenceClient>().GetSymbolsAsync(), Is.Empty);
        Assert.That(_proxy.Seen, Is.Empty);

        HttpClient.DefaultProxy = new WebProxy();
        await using ServiceProvider far = Registered(new Uri("https://exchange.invalid"), sockets => sockets.Proxy = _proxy.Proxy);
        await Assert.ThrowsAsync<SequenceNetworkException>(() => far.GetRequiredService<SequenceClient>().GetSymbolsAsync());
        Assert.That(_proxy.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_caller_sets_holds_for_calls_and_streams_but_redirects_stay_off()
    {
        await using var elsewhere = new LoopbackServer(LoopbackServer.Http(200, "[]"));
        await using var server = new LoopbackServer(LoopbackServer.Http(307, "moved", $"Location: {elsewhere.Address}v1/symbols\r\n"));
        int connections = 0;
        int seen = 0;
        using SequenceClient client = NewClient(server.Address, sockets =>
        {
            sockets.AllowAutoRedirect = true;
            sockets.UseCookies = true;
            sockets.ConnectCallback = (context, token) =>
            {
                Interlocked.Increment(ref connections);
                return MonitoredSocket.ConnectAsync(context, token);
            };
            sockets.PlaintextStreamFilter = (context, _) =>
            {
                Interlocked.Increment(ref seen);
                return ValueTask.FromResult(context.PlaintextStream);
            };
        });

        await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync());
        await Assert.ThrowsAsync<SequenceApiException>(() => client.Stream("A").ConnectAsync());

        Assert.That((connections, seen, server.Requests, elsewhere.Requests), Is.EqualTo((2, 2, 2, 0)));
    }

    [TestCase("http://localhost:5", true)]
    [TestCase("http://LOCALHOST.:5", true)]
    [TestCase("http://sandbox.localhost:5", true)]
    [TestCase("http://127.9.8.7:5", true)]
    [TestCase("http://[::1]:5", true)]
    [TestCase("http://[::ffff:127.0.0.1]:5", true)]
    [TestCase("http://localhost.example.com", false)]
    [TestCase("http://127.0.0.1.example.com", false)]
    [TestCase("http://10.0.0.1", false)]
    [TestCase("http://[2001:db8::1]", false)]
    public void Loopback(string address, bool isLoopback) => Assert.That(SocketFactory.IsLoopback(new Uri(address)), Is.EqualTo(isLoopback));

    private static Uri At(LoopbackServer server, string host) => new UriBuilder(server.Address) { Host = host }.Uri;

    private static SequenceClient NewClient(Uri address, Action<SocketsHttpHandler>? configure) =>
        new(TestKeys.Test, new SequenceClientOptions { BaseAddress = address, MaxRetries = 0, ConfigureSockets = configure });

    private static ServiceProvider Registered(Uri address, Action<SocketsHttpHandler> configure)
    {
        var services = new ServiceCollection();
        services.AddSequence(o => (o.ApiKey, o.BaseAddress, o.MaxRetries, o.ConfigureSockets) = (TestKeys.Test, address, 0, configure));
        return services.BuildServiceProvider();
    }
}
