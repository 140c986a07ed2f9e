using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Execution;

[TestFixture]
public sealed class PollTests
{
    [Test]
    public async Task The_pauses_grow_from_a_quarter_of_a_second_to_two_seconds()
    {
        var clock = new PauseRecorder();
        int reads = 0;

        string state = await UntilAsync(clock, () => $"{++reads}", s => s == "6");

        Assert.That(state, Is.EqualTo("6"));
        Assert.That(clock.Pauses.Select(p => p.TotalMilliseconds), Is.EqualTo([250, 500, 1000, 2000, 2000]));
    }

    [Test]
    public async Task A_state_that_is_there_already_costs_no_pause()
    {
        var clock = new PauseRecorder();

        await UntilAsync(clock, () => "there", _ => true);

        Assert.That(clock.Pauses, Is.Empty);
    }

    /// <summary>A wait without a stream.</summary>
    private static async Task<string> UntilAsync(TimeProvider clock, Func<string> read, Func<string, bool> isDone)
    {
        using var transport = new SequenceTransport("seq_test_0123", new SequenceClientOptions { TimeProvider = clock });
        await using var watch = new AccountWatch(transport, usesStream: false);
        return await watch.UntilAsync(_ => false, _ => Task.FromResult(read()), _ => null, isDone, CancellationToken.None);
    }

    /// <summary>A clock on which every pause is over at once.</summary>
    private sealed class PauseRecorder : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
