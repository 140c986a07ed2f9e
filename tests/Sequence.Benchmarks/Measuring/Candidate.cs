namespace Sequence.Benchmarks.Measuring;

/// <summary>One way to do a thing.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Run">Does it so many times.</param>
internal sealed record Candidate(string Name, Func<int, Task> Run)
{
    /// <summary>A candidate that never waits.</summary>
    public static Candidate Of(string name, Action<int> run) => new(name, times =>
    {
        run(times);
        return Task.CompletedTask;
    });
}
