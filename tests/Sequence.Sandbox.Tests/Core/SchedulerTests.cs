using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange.Core;

namespace Sequence.Sandbox.Tests.Core;

public class SchedulerTests
{
    private readonly List<string> _log = [];
    private FakeTimeProvider _time = null!;
    private Scheduler _scheduler = null!;
    private DateTimeOffset _start;

    [SetUp]
    public void Open()
    {
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 4, 18, 18, 40, 0, TimeSpan.Zero));
        _start = _time.GetUtcNow();
        _scheduler = new Scheduler(_time);
        _log.Clear();
    }

    [TearDown]
    public void Close() => _scheduler.Dispose();

    [Test]
    public void An_event_runs_when_it_is_due_and_not_before()
    {
        _scheduler.Schedule(TimeSpan.FromMilliseconds(100), () => Log("event"));
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.That(_log, Is.Empty);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_log, Is.EqualTo(["event 100"]));
    }

    [Test]
    public void A_jump_of_the_clock_runs_every_event_at_its_own_due_time()
    {
        _scheduler.Every(TimeSpan.FromMilliseconds(40), () => Log("tick"));
        _scheduler.Schedule(TimeSpan.FromMilliseconds(50), () =>
        {
            Log("parent");
            _scheduler.Schedule(TimeSpan.FromMilliseconds(20), () => Log("child"));
        });
        _time.Advance(TimeSpan.FromMilliseconds(130));
        Assert.That(_log, Is.EqualTo(["tick 40", "parent 50", "child 70", "tick 80", "tick 120"]));
        Assert.That(Elapsed(), Is.EqualTo(130));
    }

    [Test]
    public void A_jump_and_small_steps_give_the_same_sequence()
    {
        List<string> Run(int steps)
        {
            var time = new FakeTimeProvider(_start);
            using var scheduler = new Scheduler(time);
            var log = new List<string>();
            scheduler.Every(TimeSpan.FromMilliseconds(30), () =>
            {
                log.Add($"a {scheduler.Now:R}");
                scheduler.Schedule(TimeSpan.FromMilliseconds(45), () => log.Add($"b {scheduler.Now:R}"));
            });
            scheduler.Every(TimeSpan.FromMilliseconds(15), () => log.Add($"c {scheduler.Now:R}"));
            for (int step = 0; step < steps; step++)
                time.Advance(TimeSpan.FromMilliseconds(900 / steps));
            return log;
        }

        List<string> jumped = Run(1);
        Assert.That(jumped, Has.Count.EqualTo(30 + 28 + 60));
        Assert.That(Run(900), Is.EqualTo(jumped));
    }

    [Test]
    public void Events_of_one_due_time_run_in_the_order_of_their_scheduling()
    {
        foreach (string name in new[] { "first", "second", "third" })
            _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () => Log(name));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That(_log, Is.EqualTo(["first 10", "second 10", "third 10"]));
    }

    [Test]
    public void Who_enters_finds_the_exchange_up_to_date()
    {
        var lazy = new LazyClock(_start);
        using var scheduler = new Scheduler(lazy);
        bool ran = false;
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => ran = true);
        lazy.Now += TimeSpan.FromSeconds(2);
        Assert.That(ran, Is.False);
        Assert.That(scheduler.Enter(() => (ran, scheduler.Now.ToDateTimeOffset())), Is.EqualTo((true, _start.AddSeconds(2))));
    }

    [Test]
    public void Entering_inside_an_event_runs_at_once_and_time_stands_still()
    {
        _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () =>
        {
            Log("outer");
            _scheduler.Enter(() => Log("inner"));
            Log("outer");
        });
        _scheduler.Schedule(TimeSpan.FromMilliseconds(20), () => Log("next"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_log, Is.EqualTo(["outer 10", "inner 10", "outer 10", "next 20"]));
    }

    [Test]
    public void Work_is_not_interrupted_by_events_that_fall_due_meanwhile()
    {
        var lazy = new LazyClock(_start);
        using var scheduler = new Scheduler(lazy);
        scheduler.Schedule(TimeSpan.FromMilliseconds(5), () => _log.Add("event"));
        scheduler.Enter(() =>
        {
            lazy.Now += TimeSpan.FromMilliseconds(10);
            scheduler.Enter(() => _log.Add("inner work"));
            _log.Add("work");
        });
        scheduler.Enter(() => _log.Add("later work"));
        Assert.That(_log, Is.EqualTo(["inner work", "work", "event", "later work"]));
    }

    [Test]
    public void An_event_that_throws_is_reported_and_stops_nothing()
    {
        var failures = new List<Exception>();
        _scheduler.Failed += failures.Add;
        _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () => throw new InvalidOperationException("broken"));
        _scheduler.Schedule(TimeSpan.FromMilliseconds(20), () => Log("after"));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That(_log, Is.EqualTo(["after 20"]));
        Assert.That(failures.Select(f => f.Message), Is.EqualTo(["broken"]));
    }

    [Test]
    public void A_repeating_event_goes_on_after_it_threw()
    {
        int runs = 0;
        int failures = 0;
        _scheduler.Failed += _ => failures++;
        _scheduler.Every(TimeSpan.FromMilliseconds(10), () =>
        {
            runs++;
            throw new InvalidOperationException("always");
        });
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.That((runs, failures), Is.EqualTo((3, 3)));
    }

    [Test]
    public void Work_that_throws_tells_its_caller_and_leaves_the_timer_armed()
    {
        Assert.That(
            () => _scheduler.Enter(() =>
            {
                _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () => Log("event"));
                throw new InvalidOperationException("mine");
            }),
            Throws.InvalidOperationException.With.Message.EqualTo("mine"));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That(_log, Is.EqualTo(["event 10"]));
    }

    [Test]
    public void What_was_called_off_does_not_run()
    {
        IDisposable once = _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () => Log("once"));
        IDisposable repeated = _scheduler.Every(TimeSpan.FromMilliseconds(10), () => Log("tick"));
        once.Dispose();
        _time.Advance(TimeSpan.FromMilliseconds(25));
        repeated.Dispose();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_log, Is.EqualTo(["tick 10", "tick 20"]));
    }

    [Test]
    public void A_repeating_event_can_stop_itself()
    {
        IDisposable? repeated = null;
        repeated = _scheduler.Every(TimeSpan.FromMilliseconds(10), () =>
        {
            Log("tick");
            repeated!.Dispose();
        });
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_log, Is.EqualTo(["tick 10"]));
    }

    [Test]
    public void A_delay_of_years_and_one_of_nothing_both_work()
    {
        _scheduler.Schedule(TimeSpan.FromDays(400), () => Log("late"));
        _scheduler.Schedule(TimeSpan.FromSeconds(-5), () => Log("now"));
        _time.Advance(TimeSpan.Zero);
        _scheduler.Enter(() => { });
        Assert.That(_log, Is.EqualTo(["now 0"]));
        _time.Advance(TimeSpan.FromDays(400));
        Assert.That(_log, Has.Count.EqualTo(2));
    }

    [Test]
    public void An_interval_of_nothing_is_refused() =>
        Assert.That(() => _scheduler.Every(TimeSpan.Zero, () => { }), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("interval"));

    [Test]
    public void Time_never_goes_back()
    {
        var lazy = new LazyClock(_start);
        using var scheduler = new Scheduler(lazy);
        lazy.Now += TimeSpan.FromSeconds(10);
        scheduler.Enter(() => { });
        lazy.Now -= TimeSpan.FromSeconds(7);
        Assert.That(scheduler.Enter(() => scheduler.Now.ToDateTimeOffset()), Is.EqualTo(_start.AddSeconds(10)));
    }

    [Test]
    public void After_the_end_nothing_runs()
    {
        _scheduler.Every(TimeSpan.FromMilliseconds(10), () =>
        {
            Log("tick");
            _scheduler.Dispose();
        });
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _scheduler.Schedule(TimeSpan.FromMilliseconds(10), () => Log("late"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_log, Is.EqualTo(["tick 10"]));
    }

    private void Log(string name) => _log.Add($"{name} {Elapsed()}");

    private long Elapsed() => (long)(_scheduler.Now.ToDateTimeOffset() - _start).TotalMilliseconds;

    /// <summary>A clock whose timers never fire, so that only entering brings the exchange up to date.</summary>
    private sealed class LazyClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
    }
}
