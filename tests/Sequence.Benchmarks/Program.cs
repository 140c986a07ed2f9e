using Sequence.Benchmarks.Decode;
using Sequence.Benchmarks.Loopback;
using Sequence.Benchmarks.Measuring;
using Sequence.Benchmarks.Numbers;

const string Usage = """
    dotnet run -c Release --project tests/Sequence.Benchmarks -- <what>

      decode    messages of a stream: our decoder against Newtonsoft.Json
      rest      GetQuoteAsync against a bare HttpClient, over loopback
      markets   memory of a walk over 43,000 markets, over loopback
      numbers   Qty against decimal
      all       the four above
      bdn       the candidates of decode under BenchmarkDotNet
    """;

switch (args)
{
    case ["decode"]:
        await DecodeComparison.RunAsync();
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
    case ["all"]:
        await DecodeComparison.RunAsync();
        await QuoteComparison.RunAsync();
        await CatalogueMemory.RunAsync();
        await NumberComparison.RunAsync();
        return 0;
    case ["bdn"]:
        DecodeBenchmarks.Run();
        return 0;
    case [LoopbackServer.Command]:
        await LoopbackServer.ServeAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
