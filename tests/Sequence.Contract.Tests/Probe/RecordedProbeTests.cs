using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

/// <summary>The tool calls nearly every operation: the same seed and the same calls must give the same bytes in all of them.</summary>
[NonParallelizable]
public sealed class RecordedProbeTests
{
    [Test]
    public async Task Everything_that_the_tool_calls_is_replayed_to_the_same_bytes()
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "probe.jsonl.gz");
        File.Delete(file);
        await using (SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7, RecordFile = file }))
        {
            ProbeRun run = await ProbeRun.VerifyAsync(exchange.BaseAddress, exchange.NewKey(), TimeProvider.System, "--include-control");
            Assert.That(run.With("differs"), Is.Empty, run.Output);
        }

        ReplayReport report = await SandboxReplay.CheckAsync(file);

        Assert.That(report.Difference, Is.Null, report.Difference?.ToString());
        Assert.That(report.Calls, Is.GreaterThan(80));
        Assert.That(report.Frames, Is.GreaterThan(20));
    }
}
