using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>The proof: whatever goes wrong between the stream and its server, the account is told whole, once and in order.</summary>
public sealed class TortureTests
{
    /// <summary>A stream that kept what it delivered would take three times as much.</summary>
    private const long MostGrowth = 150_000_000;

    [TestCase(200_000, 200)]
    public async Task Whatever_goes_wrong_no_fill_is_lost_or_doubled_and_every_order_ends_as_it_is(int events, int scenes)
    {
        long start = TimeProvider.System.GetTimestamp();
        await using var run = new TortureRun(seed: 7);
        await run.OpenAsync();
        await run.RunAsync(events / 4, scenes / 4);
        long early = GC.GetTotalMemory(forceFullCollection: true);
        await run.RunAsync(events, scenes);
        await run.SettleAsync();
        long late = GC.GetTotalMemory(forceFullCollection: true);
        Print(run, early, late);
        TestContext.Out.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");

        Deliveries told = run.Deliveries;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Broken, Is.Empty);
            Assert.That(run.Tape.FillsBeside(told.Fills), Is.Empty, "fills that were lost");
            Assert.That(run.Tape.OrdersUnlike(told.Orders), Is.Empty, "orders that stand otherwise");
            Assert.That(told.Recovering, Is.Empty, "gaps without a word that they are filled");
            Assert.That(told.OvertakenFills, Is.LessThanOrEqualTo(run.Faults.Overtaken(TortureRun.Fills)), "fills out of order, and the server had sent fewer so");
            Assert.That(run.Highest.Where(topic => topic.Key.Contains(':', StringComparison.Ordinal)).Select(topic => topic.Value), Is.All.LessThanOrEqualTo(1), "prices and books that wait");
            Assert.That(run.Highest.Values, Is.All.LessThanOrEqualTo(TortureRun.QueueCapacity), "events that wait");
            Assert.That(late - early, Is.LessThan(MostGrowth), "live bytes, the exchange's own records included");
            Assert.That(told.Events, Is.GreaterThanOrEqualTo(events));
            Assert.That(run.Faults.Acted, Is.GreaterThanOrEqualTo(scenes));
            Assert.That(run.Faults.Fired.Where(kind => kind.Value == 0).Select(kind => kind.Key), Is.Empty, "faults that never acted");
        }
    }

    private static void Print(TortureRun run, long early, long late)
    {
        Deliveries told = run.Deliveries;
        TestContext.Out.WriteLine($"{told.Events} events in {run.ExchangeTime:hh\\:mm\\:ss} of exchange time: {List(told.Counts)}");
        TestContext.Out.WriteLine($"account: {run.Tape.Fills} fills ({told.RecoveredFills} recovered, {told.OvertakenFills} overtaken by the server), {run.Tape.Orders} orders, {run.Tape.OrderChanges} changes");
        TestContext.Out.WriteLine($"{run.Faults.Scenes} scenes, {run.Faults.Acted} faults acted: {List(run.Faults.Fired)}");
        TestContext.Out.WriteLine($"stream: {run.Statistics.Messages} messages, {run.Statistics.Malformed} malformed, {run.Statistics.Gaps} gaps, {run.Statistics.Connections} connections");
        TestContext.Out.WriteLine($"most that waited: {List(run.Highest)}");
        TestContext.Out.WriteLine($"live bytes: {early / 1_000_000} MB after a quarter, {late / 1_000_000} MB at the end");
    }

    private static string List(IEnumerable<KeyValuePair<string, int>> counts) => string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}
