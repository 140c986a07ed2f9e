using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sandbox.Recording;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Recording;

public sealed class RecordingFileTests
{
    [Test]
    public void More_lines_than_the_queue_holds_are_all_written()
    {
        string file = SessionText.NewFile("many");
        using (RecordingFile recording = RecordingFile.Create(file, Recordings.NewSecrets(1), NullLogger.Instance))
        {
            for (int i = 0; i < 40_000; i++)
                recording.Take(new CloseRecord(UnixNanos.FromRaw(i), 1));
        }

        string[] lines = SessionText.Lines(file);
        Assert.That(lines, Has.Length.EqualTo(40_000));
        Assert.That(lines[^1], Is.EqualTo("""{"kind":"close","at_ns":39999,"session":1}"""));
    }

    [Test]
    public async Task A_recording_is_never_written_over_and_one_that_never_began_leaves_nothing()
    {
        string file = SessionText.NewFile("kept");
        await using SandboxExchange first = await SandboxExchange.StartAsync(new SandboxOptions { RecordFile = file });
        Assert.That(() => SandboxExchange.StartAsync(new SandboxOptions { RecordFile = file }), Throws.InstanceOf<IOException>().With.Message.Contains(file));

        string other = SessionText.NewFile("never");
        string taken = first.BaseAddress.GetLeftPart(UriPartial.Authority);
        Assert.That(() => SandboxExchange.StartAsync(new SandboxOptions { RecordFile = other, Urls = taken }), Throws.InstanceOf<IOException>());
        Assert.That(other, Does.Not.Exist);
        Assert.That(file, Does.Exist);
    }

    [TestCase(10)]
    [TestCase(0.5)]
    public void A_scaled_clock_and_its_timers_run_at_its_speed(double speed)
    {
        var below = new FakeTimeProvider();
        var start = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        var time = new ScaledTime(below, speed, start);
        int rung = 0;
        using ITimer timer = time.CreateTimer(_ => rung++, null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        below.Advance(TimeSpan.FromSeconds(30 / speed) - TimeSpan.FromTicks(1));
        Assert.That(rung, Is.Zero);
        below.Advance(TimeSpan.FromTicks(1));
        Assert.That(rung, Is.EqualTo(1));
        Assert.That(time.GetUtcNow(), Is.EqualTo(start + TimeSpan.FromSeconds(30)));
    }
}
