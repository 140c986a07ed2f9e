using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Sequence.Tests;

/// <summary>Polls for a condition that another thread brings about. The deadline runs on the machine's clock, so a test never waits forever.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Most conditions come true within microseconds, so the first polls only yield the thread.</summary>
    private const int PollsWithoutDelay = 20;

    /// <summary>Waits until the condition is true.</summary>
    /// <param name="condition">What must become true.</param>
    /// <param name="expression">The condition as it stands in the code; a failure shows it.</param>
    /// <exception cref="AssertionException">The condition was not true within 30 seconds.</exception>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        PollAsync(() => Task.FromResult(condition()), step: null, expression);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        PollAsync(condition, step: null, expression);

    /// <summary>Repeats a step, then waits one poll interval, until the condition is true.</summary>
    /// <param name="condition">What must become true.</param>
    /// <param name="step">What may bring it about, such as moving a clock on. It does not run when the condition is true at once.</param>
    /// <param name="expression">The condition as it stands in the code; a failure shows it.</param>
    /// <exception cref="AssertionException">The condition was not true within 30 seconds.</exception>
    public static Task TrueAsync(Func<bool> condition, Action step, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        TrueAsync(condition, Completed(step), expression);

    /// <inheritdoc cref="TrueAsync(Func{bool}, Action, string)"/>
    public static Task TrueAsync(Func<bool> condition, Func<Task> step, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        PollAsync(() => Task.FromResult(condition()), step, expression);

    private static async Task PollAsync(Func<Task<bool>> condition, Func<Task>? step, string expression)
    {
        long start = TimeProvider.System.GetTimestamp();
        for (int poll = 0; !await condition(); poll++)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
                throw new AssertionException($"Not true within {Deadline.TotalSeconds:0} seconds: {expression}");
            if (step is not null)
                await step();
            if (step is null && poll < PollsWithoutDelay)
                await Task.Yield();
            else
                await Task.Delay(Interval, TimeProvider.System);
        }
    }

    private static Func<Task> Completed(Action step) => () =>
    {
        step();
        return Task.CompletedTask;
    };
}
