using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Sequence.Benchmarks.Decode;

/// <summary>The candidates of <see cref="DecodeComparison"/> under BenchmarkDotNet: a second opinion on ratios and bytes.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private FrameCorpus _corpus = null!;
    private FrameReaders _readers = null!;
    private int _next;

    /// <summary>The message that is read.</summary>
    [ParamsAllValues]
    public FrameKind Kind { get; set; }

    /// <summary>Runs every benchmark of this class in this process.</summary>
    public static void Run() => BenchmarkRunner.Run<DecodeBenchmarks>(
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));

    /// <summary>Makes the messages, and checks that all candidates read the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _corpus = FrameCorpus.Of(Kind);
        _readers = new FrameReaders(Kind);
        _readers.Verify(_corpus);
    }

    /// <summary>Parsed, then the members by name.</summary>
    [Benchmark(Baseline = true)]
    public object Pick() => _readers.Pick(Next());

    /// <summary>The ordinary deserializer.</summary>
    [Benchmark]
    public object Reflect() => _readers.Reflect(Next());

    /// <summary>What the SDK does.</summary>
    [Benchmark]
    public object Decode() => _readers.Decode(Next());

    private byte[] Next() => _corpus.Frames[_next++ & (FrameCorpus.Messages - 1)];
}
