using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Exchange;

/// <summary>Many clients on one topic, which changes as often as it may.</summary>
internal static class Subscribers
{
    private const int Clients = 1_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly byte[] Subscribe = Encoding.UTF8.GetBytes("""{"subscribe":["prices:BTC-USD"]}""");

    public static async Task RunAsync()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        string key = exchange.NewKey();
        using var end = new CancellationTokenSource();
        var clients = new List<Task<long>>();
        for (int i = 0; i < Clients; i++)
            clients.Add(ReadAsync(await ConnectAsync(exchange, key), end.Token));
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        int changes = await MoveAsync(exchange);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        await end.CancelAsync();
        long[] frames = await Task.WhenAll(clients);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stream: {Clients} clients of prices:BTC-USD, {changes / wall.TotalSeconds:0} changes a second"));
        Console.WriteLine($"  {"",-46}{"frames/s",12}{"least/client",15}{"us CPU/frame",15}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {"",-46}{frames.Sum() / wall.TotalSeconds,12:0}{frames.Min(),15}{cpu.TotalMicroseconds / frames.Sum(),15:0.0}"));
    }

    private static async Task<ClientWebSocket> ConnectAsync(SandboxExchange exchange, string key)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await socket.ConnectAsync(new Uri($"ws://{exchange.BaseAddress.Authority}/v1/stream"), CancellationToken.None);
        await socket.SendAsync(Subscribe, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return socket;
    }

    private static async Task<long> ReadAsync(ClientWebSocket socket, CancellationToken end)
    {
        using (socket)
        {
            byte[] buffer = new byte[2_048];
            long frames = 0;
            try
            {
                for (; ; frames++)
                    await socket.ReceiveAsync(buffer.AsMemory(), end);
            }
            catch (OperationCanceledException)
            {
                return frames;
            }
        }
    }

    /// <summary>A better bid comes and goes every 25 milliseconds: each is a frame for everybody.</summary>
    private static async Task<int> MoveAsync(SandboxExchange exchange)
    {
        VenueMarket market = exchange.Markets.Find("kraken", "BTC-USD")!;
        long start = Stopwatch.GetTimestamp();
        BookOrder? order = null;
        int changes = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (; Stopwatch.GetElapsedTime(start) < Length && await timer.WaitForNextTickAsync(); changes++)
        {
            order = exchange.Scheduler.Enter(() => order is not null && market.Book.Cancel(order)
                ? null
                : market.Book.Place(BookSide.Bid, market.Book.BestBid!.Value + market.Instrument.Tick, Qty.FromDecimal(0.001m), BookTimeInForce.Gtc, owner: null));
        }

        return changes;
    }
}
