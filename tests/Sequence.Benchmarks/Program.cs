using Sequence.Benchmarks.Decode;
using Sequence.Benchmarks.Exchange;
using Sequence.Benchmarks.Loopback;
using Sequence.Benchmarks.Measuring;
using Sequence.Benchmarks.Numbers;

const string Usage = """
    dotnet run -c Release --project tests/Sequence.Benchmarks -- <what>

      decode    messages of a stream: our decoder against Newtonsoft.Json
      pages     pages of markets: our reader against Newtonsoft.Json
      rest      GetQuoteAsync against a bare HttpClient, over loopback
      markets   memory of a walk over 43,000 markets, over loopback
      numbers   Qty against decimal
      exchange  orders, book updates, subscribers and memory of the sandbox; may be followed by orders, book, stream or soak
      all       the six above
      bdn       the candidates of decode under BenchmarkDotNet
    """;

switch (args)
{
    case ["decode"]:
        await DecodeComparison.RunAsync();
        return 0;
    case ["pages"]:
        await PageComparison.RunAsync();
        return 0;
    case ["rest"]:
        await QuoteComparison.RunAsync();
        return 0;
    case ["markets"]:
        await CatalogueMemory.RunAsync();
        return 0;
    case ["numbers"]:
        await NumberComparison.RunAsync();
        return 0;
    case ["exchange", .. var parts]:
        foreach (string part in parts.Length > 0 ? parts : ["orders", "book", "stream", "soak"])
            await ExchangePart(part);
        return 0;
    case ["all"]:
        await DecodeComparison.RunAsync();
        await PageComparison.RunAsync();
        await QuoteComparison.RunAsync();
        await CatalogueMemory.RunAsync();
        await NumberComparison.RunAsync();
        foreach (string part in new[] { "orders", "book", "stream", "soak" })
            await ExchangePart(part);
        return 0;
    case ["bdn"]:
        DecodeBenchmarks.Run();
        return 0;
    case [CatalogueMemory.SmallCommand, var address]:
        await CatalogueMemory.WriteSmallAsync(new Uri(address));
        return 0;
    case [LoopbackServer.Command]:
        await LoopbackServer.ServeAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}

static Task ExchangePart(string part) => part switch
{
    "orders" => OrderRate.RunAsync(),
    "book" => BookRate.RunAsync(),
    "stream" => Subscribers.RunAsync(),
    "soak" => Soak.RunAsync(),
    _ => throw new ArgumentException($"The exchange has no part '{part}'; there are orders, book, stream and soak."),
};
