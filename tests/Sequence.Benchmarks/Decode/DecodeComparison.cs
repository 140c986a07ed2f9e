using System.Globalization;
using Sequence.Benchmarks.Measuring;

namespace Sequence.Benchmarks.Decode;

/// <summary>Messages of a stream, into the event or the type that a program receives.</summary>
internal static class DecodeComparison
{
    private const int Rounds = 21;

    private static readonly TimeSpan SlotLength = TimeSpan.FromMilliseconds(60);

    /// <summary>Keeps what was read alive: otherwise the compiler may put it on the stack, or leave it out.</summary>
    private static object? s_last;

    public static async Task RunAsync()
    {
        foreach (FrameKind kind in Enum.GetValues<FrameKind>())
            await RunAsync(kind);
        GC.KeepAlive(s_last);
    }

    private static async Task RunAsync(FrameKind kind)
    {
        FrameCorpus corpus = FrameCorpus.Of(kind);
        var readers = new FrameReaders(kind);
        readers.Verify(corpus);
        string title = string.Create(CultureInfo.InvariantCulture, $"decode: {kind}, {corpus.Frames.Average(frame => frame.Length):0} bytes");
        await new Comparison(title, Rounds, SlotLength).RunAsync(
            Reading("JObject.Parse, members by name", corpus, readers.Pick),
            Reading("Newtonsoft.Json into the contract's type", corpus, readers.Reflect),
            Reading("Sequence.Sdk into the event", corpus, readers.Decode),
            Reading("Sequence.Sdk, and Data parsed too", corpus, frame => readers.Decode(frame).Data));
    }

    private static Candidate Reading(string name, FrameCorpus corpus, Func<byte[], object> read) => Candidate.Of(name, times =>
    {
        for (int i = 0; i < times; i++)
            s_last = read(corpus.Frames[i % FrameCorpus.Messages]);
    });
}
