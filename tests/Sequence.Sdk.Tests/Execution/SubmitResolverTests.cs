using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>How often a search asks, and what its exceptions hold when they are made by hand.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SubmitResolverTests
{
    private readonly DirectTime _time = new();

    [Test]
    public async Task A_question_is_one_attempt()
    {
        using var wire = new ScriptedHandler(_time, Steps.Gateway(502));
        using SequenceClient client = wire.NewClient();

        Task<SubmitOutcome> search = client.ResolveAsync("g1", TimeSpan.FromSeconds(10));
        await DriveAsync(search, 20_000);

        await Assert.CatchAsync<SequenceException>(() => search);
        Assert.That(wire.Attempts.Select(a => a.At.TotalMilliseconds), Is.EqualTo(new double[] { 0, 250, 750, 1750, 3750, 5750, 7750, 9750, 10_000 }));
    }

    [Test]
    public async Task A_deadline_must_be_above_zero()
    {
        using var wire = new ScriptedHandler(_time, Steps.Gateway(502));
        using SequenceClient client = wire.NewClient();

        Assert.That(
            (await Assert.ThrowsAsync<SequenceValidationException>(() => client.ResolveAsync("g1", TimeSpan.Zero)))!.Message,
            Is.EqualTo("deadline: must be above 0, but was 00:00:00."));
    }

    [Test]
    public async Task Exceptions_can_be_made_by_hand()
    {
        var found = new SubmitOutcome.NotFound("g1", TimeSpan.FromSeconds(10), 9);
        Task<SubmitOutcome> Resolve(TimeSpan deadline, CancellationToken token) => Task.FromResult<SubmitOutcome>(found with { SearchTime = deadline });
        var cause = new SequenceNetworkException("It broke.", Retryability.AfterBackoff) { Operation = "submitOrder" };

        var unknown = new SubmitUnknownException("g1", cause, Resolve);
        var canceled = new SubmitCanceledException("g1", null, Resolve, new CancellationToken(true));

        Assert.That((unknown.GraphId, unknown.Operation, unknown.MayHaveActed, unknown.Retryability), Is.EqualTo(("g1", "submitOrder", true, Retryability.OutcomeUnknown)));
        Assert.That(unknown.Message, Does.StartWith("Outcome unknown: the server may have accepted graph 'g1'. It broke."));
        Assert.That((canceled.GraphId, canceled.Message), Is.EqualTo(("g1", "The submit was cancelled; the server may have accepted graph 'g1'.")));
        Assert.That(await unknown.ResolveAsync(TimeSpan.FromSeconds(3)), Is.EqualTo(found with { SearchTime = TimeSpan.FromSeconds(3) }));
        Assert.That(await canceled.ResolveAsync(TimeSpan.FromSeconds(4)), Is.EqualTo(found with { SearchTime = TimeSpan.FromSeconds(4) }));
        Assert.That(Assert.Throws<ArgumentNullException>(() => new SubmitUnknownException("g1", null!, Resolve))!.ParamName, Is.EqualTo("cause"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => new SubmitUnknownException("g1", cause, null!))!.ParamName, Is.EqualTo("resolve"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => new SubmitCanceledException("g1", null, null!, default))!.ParamName, Is.EqualTo("resolve"));
    }

    private async Task DriveAsync(Task task, int milliseconds)
    {
        for (int i = 0; i < milliseconds && !task.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
