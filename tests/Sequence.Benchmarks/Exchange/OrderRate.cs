using System.Diagnostics;
using System.Globalization;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Exchange;

/// <summary>Simple orders per second through HTTP; client and exchange share the machine.</summary>
internal static class OrderRate
{
    private const int Outcomes = 1_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    public static async Task RunAsync()
    {
        Console.WriteLine();
        Console.WriteLine($"orders: POST /v1/orders, a market order of BTC-USD each, {Environment.ProcessorCount} cores for client and exchange together");
        Console.WriteLine($"  {"connections",-46}{"orders/s",12}{"us CPU/order",15}{"bytes/order",13}");
        foreach (int connections in new[] { 1, 8, 32 })
            await MeasureAsync(connections, outcomes: 0);
        await MeasureAsync(connections: 8, Outcomes);
    }

    private static async Task MeasureAsync(int connections, int outcomes)
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        exchange.Scheduler.Enter(() => Open(exchange.Markets, outcomes));
        OrderConnection[] lines = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => OrderConnection.OpenAsync(exchange.BaseAddress, exchange.NewKey())));
        await SubmitAsync(lines, WarmUp);
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long orders = await SubmitAsync(lines, Length);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetTotalAllocatedBytes() - bytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {(outcomes > 0 ? $"{connections}, beside {outcomes} books of predictions" : $"{connections}"),-46}{orders / wall.TotalSeconds,12:0}{cpu.TotalMicroseconds / orders,15:0.0}{bytes / orders,13}"));
        foreach (OrderConnection line in lines)
            line.Dispose();
    }

    private static void Open(MarketPlace markets, int outcomes)
    {
        for (int i = 0; i < outcomes; i++)
        {
            string symbol = string.Create(CultureInfo.InvariantCulture, $"KXBENCH-T{i}:YES");
            markets.ListForNow("kalshi", new Instrument(symbol, Sequence.Exchange.Instruments.InstrumentKind.Prediction, symbol, "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(1), 350, 0));
        }
    }

    private static async Task<long> SubmitAsync(OrderConnection[] lines, TimeSpan length)
    {
        long end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        long[] counts = await Task.WhenAll(lines.Select(line => Task.Run(async () =>
        {
            long count = 0;
            for (; Stopwatch.GetTimestamp() < end; count++)
                await line.SubmitAsync();
            return count;
        })));
        return counts.Sum();
    }
}
