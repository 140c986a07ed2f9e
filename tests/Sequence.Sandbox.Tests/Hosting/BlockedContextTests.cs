using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Streaming;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Hosting;

/// <summary>A window, a test runner or an old web page blocks its only thread while it waits: nothing may need that thread to go on.</summary>
public sealed class BlockedContextTests
{
    // Real time: a thread that never comes back must fail the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void An_exchange_starts_and_ends_on_a_blocked_thread() => OnBlockedThread(() =>
    {
        SandboxExchange exchange = SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() }).GetAwaiter().GetResult();
        exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
        exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
    });

    [Test]
    public void An_exchange_that_cannot_start_says_so_on_a_blocked_thread() => OnBlockedThread(() =>
        Assert.That(() => SandboxExchange.StartAsync(new SandboxOptions { Urls = "http://nowhere:1" }).GetAwaiter().GetResult(), Throws.ArgumentException));

    [Test]
    public void A_client_with_open_streams_and_its_exchange_end_on_a_blocked_thread() => OnBlockedThread(() =>
    {
        SandboxExchange exchange = SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() }).GetAwaiter().GetResult();
        var client = new SequenceClient(exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress });
        client.GetSymbolsAsync().GetAwaiter().GetResult();
        MarketDataStream stream = client.Stream("BTC-USD").Book().Orders().ConnectAsync().GetAwaiter().GetResult();
        Task reading = Task.Run(async () =>
        {
            await foreach (StreamEvent _ in stream)
            {
            }
        });
        stream.DisposeAsync().AsTask().GetAwaiter().GetResult();
        reading.GetAwaiter().GetResult();
        MarketDataStream left = client.Stream("BTC-USD").ConnectAsync().GetAwaiter().GetResult();
        Assert.That(left, Is.Not.Null);
        client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
    });

    [Test]
    public void An_exchange_with_sockets_and_event_readers_ends_on_a_blocked_thread() => OnBlockedThread(() =>
    {
        SandboxExchange exchange = SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() }).GetAwaiter().GetResult();
        using StreamClient socket = Task.Run(() => StreamClient.OpenAsync(exchange, exchange.NewKey())).GetAwaiter().GetResult();
        using var http = new HttpClient { BaseAddress = exchange.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", exchange.NewKey());
        using EventClient events = Task.Run(() => EventClient.OpenAsync(http, "/v1/risk/stream")).GetAwaiter().GetResult();
        exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Assert.That(Task.Run(events.BlockAsync).GetAwaiter().GetResult(), Is.Null);
    });

    [Test]
    public async Task An_exchange_under_load_is_disposed_twice_at_once()
    {
        SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() });
        using var http = new HttpClient { BaseAddress = exchange.BaseAddress };
        using StreamClient socket = await StreamClient.OpenAsync(exchange, exchange.NewKey());
        await socket.SubscribeAsync("prices:BTC-USD", "orders");
        int served = 0;
        Task[] load = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    await http.GetStringAsync(new Uri("/v1/health/live", UriKind.Relative));
                    Interlocked.Increment(ref served);
                }
            }
            catch (HttpRequestException)
            {
                // The exchange is gone.
            }
        }))];
        await Eventually.TrueAsync(() => Volatile.Read(ref served) > 100);
        await Task.WhenAll(exchange.DisposeAsync().AsTask(), Task.Run(() => exchange.DisposeAsync().AsTask()));
        await Task.WhenAll(load).WaitAsync(Patience);
        Assert.That(await CloseOf(socket), Is.EqualTo(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable));
    }

    private static async Task<System.Net.WebSockets.WebSocketCloseStatus?> CloseOf(StreamClient socket)
    {
        while (await socket.ReadOrCloseAsync() is not null)
        {
        }

        return socket.CloseStatus;
    }

    /// <summary>Runs an action on a thread whose context queues what is posted to it, and never runs it.</summary>
    private static void OnBlockedThread(Action action)
    {
        var context = new BlockedContext();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true };
        thread.Start();
        Assert.That(thread.Join(Patience), $"the thread still waits; {context.Posted.Count} continuations wait for it");
        Assert.That(failure, Is.Null);
        Assert.That(context.Posted, Is.Empty, "nothing may be posted to the caller's context");
    }

    private sealed class BlockedContext : SynchronizationContext
    {
        public ConcurrentQueue<string> Posted { get; } = new();

        public override void Post(SendOrPostCallback d, object? state) => Posted.Enqueue($"{d.Method.DeclaringType}.{d.Method.Name}");

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may run on the caller's thread.");
    }
}
