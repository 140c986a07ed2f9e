using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Sequence.Benchmarks.Loopback;
using Sequence.Sandbox;

namespace Sequence.Benchmarks.Exchange;

/// <summary>Whether the memory of an exchange stays flat: what is live after a full collection, against the number of orders.</summary>
internal static class Soak
{
    private const int OrdersPerSecond = 500;
    private static readonly TimeSpan Virtual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Real = TimeSpan.FromMinutes(1);

    public static async Task RunAsync()
    {
        await VirtualAsync();
        await RealAsync();
    }

    private static async Task VirtualAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = time });
        using OrderConnection line = await OrderConnection.OpenAsync(exchange.BaseAddress, exchange.NewKey());
        int orders = (int)(Virtual.TotalSeconds * OrdersPerSecond);
        Header($"soak: {OrdersPerSecond} orders a second for {Virtual.TotalMinutes} minutes of virtual time, through HTTP");
        for (int done = 1; done <= orders; done++)
        {
            time.Advance(TimeSpan.FromSeconds(1) / OrdersPerSecond);
            await line.SubmitAsync();
            if (done % (orders / 10) == 0)
                Write(done, exchange);
        }
    }

    private static async Task RealAsync()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        using OrderConnection line = await OrderConnection.OpenAsync(exchange.BaseAddress, exchange.NewKey());
        Header($"soak: {OrdersPerSecond} orders a second for {Real.TotalMinutes} minutes of real time");
        long start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        int orders = (int)(Real.TotalSeconds * OrdersPerSecond);
        for (int done = 0; done < orders && await timer.WaitForNextTickAsync();)
        {
            for (int due = Math.Min(orders, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * OrdersPerSecond)); done < due;)
            {
                await line.SubmitAsync();
                if (++done % (orders / 6) == 0)
                    Write(done, exchange);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  It took {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s."));
    }

    private static void Header(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"  {"orders",-46}{"live, MB",12}{"working set, MB",18}{"on the tape",14}");
    }

    private static void Write(int orders, SandboxExchange exchange)
    {
        MemoryReading memory = MemoryReading.Take(isCollected: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {orders,-46}{memory.Managed / 1e6,12:0.0}{memory.WorkingSet / 1e6,18:0.0}{exchange.Tape.Count,14}"));
    }
}
