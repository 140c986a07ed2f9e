using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

internal sealed class PulseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private FakeTimeProvider _time = null!;

    [SetUp]
    public void StartTime() => _time = new FakeTimeProvider();

    [Test]
    public async Task What_is_read_is_a_sign_of_life_before_its_reader_sees_it()
    {
        var pulse = new LivenessMonitor(_time);
        var pipe = new Pipe();
        await using var stream = new LivenessStream(pipe.Reader.AsStream(), pulse);
        ValueTask<int> waiting = stream.ReadAsync(new byte[8]);
        _time.Advance(Minute);
        Assert.That((waiting.IsCompleted, pulse.Silence), Is.EqualTo((false, Minute)));

        await pipe.Writer.WriteAsync("pong"u8.ToArray());
        Assert.That((await waiting, pulse.Silence), Is.EqualTo((4, TimeSpan.Zero)));
    }

    [Test]
    public void A_read_that_need_not_wait_is_a_sign_of_life_and_time_goes_on_after_it()
    {
        var pulse = new LivenessMonitor(_time);
        using var stream = new LivenessStream(new MemoryStream("ab"u8.ToArray()), pulse);
        _time.Advance(Minute);
        Assert.That((stream.Read(new byte[1], 0, 1), pulse.Silence), Is.EqualTo((1, TimeSpan.Zero)));

        _time.Advance(Minute);
        Assert.That(pulse.Silence, Is.EqualTo(Minute));
    }

    [Test]
    public async Task Silence_is_found_out_at_its_limit()
    {
        var pulse = new LivenessMonitor(_time);
        Task silent = pulse.WaitForSilenceAsync(Minute, CancellationToken.None);
        _time.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.That(silent.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromTicks(1));
        await silent.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(pulse.Silence, Is.EqualTo(Minute));
    }
}
