using System.Diagnostics;
using System.Globalization;
using Sequence.Benchmarks.Measuring;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Loopback;

/// <summary>What a walk over the whole catalogue holds in memory, against the list of all rows.</summary>
internal static class CatalogueMemory
{
    /// <summary>The word on the command line of the process with a small youngest generation.</summary>
    public const string SmallCommand = "markets-small";

    private const int SmallRounds = 3;
    private const string Key = "seq_benchmark_0123456789abcdef";

    /// <summary>In the middle of a page and at its end, where the next one has been asked for and may be there too.</summary>
    private const int RowsBetweenSamples = MarketCatalogue.PageRows / 2;

    public static async Task RunAsync()
    {
        using ServerProcess server = await ServerProcess.StartAsync();
        using var sdk = new SequenceClient(Key, new SequenceClientOptions { BaseAddress = server.Address });
        MarketsQuery markets = sdk.Markets("kalshi").Limit(MarketCatalogue.PageRows);
        await markets.FetchAsync();

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"markets: {MarketCatalogue.Rows} rows in pages of {MarketCatalogue.PageRows}; megabytes above the same process when idle"));
        Console.WriteLine($"  {"",-46}{"managed, live",15}{"managed, peak",15}{"working set",15}");
        // First, since a working set that has grown rarely shrinks.
        MemoryReading loose = await WalkAsync(markets, isCollected: false);
        MemoryReading live = await WalkAsync(markets, isCollected: true);
        Write("EnumerateAsync", live.Managed, loose.Managed, loose.WorkingSet);
        await WriteFetchAllAsync(markets);
        for (int i = 0; i < SmallRounds; i++)
            await WalkInSmallAsync(server.Address);
        Console.WriteLine("  Live: after a full collection, at its highest. Peak: what waits for a collection included.");
    }

    /// <summary>The walk in a process whose youngest generation is held down by <c>DOTNET_GCGen0MaxBudget</c>.</summary>
    public static async Task WriteSmallAsync(Uri address)
    {
        using var sdk = new SequenceClient(Key, new SequenceClientOptions { BaseAddress = address });
        MarketsQuery markets = sdk.Markets("kalshi").Limit(MarketCatalogue.PageRows);
        await markets.FetchAsync();
        MemoryReading loose = await WalkAsync(markets, isCollected: false);
        MemoryReading live = await WalkAsync(markets, isCollected: true);
        Write("EnumerateAsync, generation 0 of 2 MB at most", live.Managed, loose.Managed, loose.WorkingSet);
    }

    private static async Task WalkInSmallAsync(Uri server)
    {
        ProcessStartInfo start = ServerProcess.ThisProgram(SmallCommand, server.ToString());
        start.Environment["DOTNET_GCGen0MaxBudget"] = "200000";
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The walk in the small process failed.");
    }

    private static async Task<MemoryReading> WalkAsync(MarketsQuery markets, bool isCollected)
    {
        MemoryReading idle = MemoryReading.Take(isCollected: true);
        var highest = new MemoryReading(0, 0);
        int rows = 0;
        await foreach (Market market in markets.EnumerateAsync())
        {
            SameResult.Require("The row", MarketCatalogue.SlugOf(rows), market.Slug);
            if (++rows % RowsBetweenSamples == 0)
                highest = highest.Max(MemoryReading.Take(isCollected).Above(idle));
        }

        RequireAll(rows);
        return highest;
    }

    private static async Task WriteFetchAllAsync(MarketsQuery markets)
    {
        MemoryReading idle = MemoryReading.Take(isCollected: true);
        var peak = new PeakOnProgress(idle);
        IReadOnlyList<Market> rows = await markets.FetchAllAsync(peak);
        MemoryReading held = MemoryReading.Take(isCollected: true).Above(idle);
        RequireAll(rows.Count);
        SameResult.Require("The last row", MarketCatalogue.SlugOf(MarketCatalogue.Rows - 1), rows[^1].Slug);
        Write("FetchAllAsync", held.Managed, peak.Highest.Managed, peak.Highest.WorkingSet);
    }

    private static void RequireAll(int rows)
    {
        if (rows != MarketCatalogue.Rows)
            throw new InvalidOperationException($"The walk gave {rows} rows.");
    }

    private static void Write(string name, params ReadOnlySpan<long> bytes)
    {
        Console.Write($"  {name,-46}");
        foreach (long value in bytes)
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{value / 1e6,15:0.0}"));
        Console.WriteLine();
    }

    /// <summary>Samples where the pages arrive, in the walk itself.</summary>
    private sealed class PeakOnProgress(MemoryReading idle) : IProgress<int>
    {
        public MemoryReading Highest { get; private set; }

        public void Report(int value) => Highest = Highest.Max(MemoryReading.Take(isCollected: false).Above(idle));
    }
}
