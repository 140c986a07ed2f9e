using System.Globalization;
using Sequence.Benchmarks.Loopback;
using Sequence.Benchmarks.Measuring;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Decode;

/// <summary>Pages of markets from their bytes: the reader that the contract generates against Newtonsoft.Json into the same type.</summary>
internal static class PageComparison
{
    private const int Rounds = 15;

    private static readonly TimeSpan SlotLength = TimeSpan.FromMilliseconds(150);

    /// <summary>Keeps what was read alive: otherwise the compiler may leave it out.</summary>
    private static object? s_last;

    public static async Task RunAsync()
    {
        IReadOnlyList<byte[]> pages = MarketCatalogue.Pages();
        foreach (byte[] page in pages)
            SameResult.Require("The generated reader", SameResult.TextOf(ContractJson.ReadOrdinary<MarketsPage>(page)), SameResult.TextOf(FromBytes(page)));

        string title = string.Create(CultureInfo.InvariantCulture, $"pages: {MarketCatalogue.PageRows} markets, {pages[0].Length} bytes");
        await new Comparison(title, Rounds, SlotLength).RunAsync(
            Reading("Newtonsoft.Json into the contract's type", pages, page => ContractJson.ReadOrdinary<MarketsPage>(page)),
            Reading("The generated reader", pages, FromBytes));
        GC.KeepAlive(s_last);
    }

    private static MarketsPage FromBytes(byte[] page) =>
        Utf8DtoReader.TryReadAll<MarketsPage>(page) ?? throw new InvalidOperationException("The generated reader left a page to the ordinary one.");

    private static Candidate Reading(string name, IReadOnlyList<byte[]> pages, Func<byte[], object> read) => Candidate.Of(name, times =>
    {
        for (int i = 0; i < times; i++)
            s_last = read(pages[i % pages.Count]);
    });
}
