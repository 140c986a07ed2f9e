namespace Sequence.Exchange.Automation;

/// <summary>A backtest job: queued, then running, then completed with its results.</summary>
/// <param name="id">Names it.</param>
/// <param name="symbols">What it looks at, as listed.</param>
/// <param name="createdAt">Exchange time.</param>
internal sealed class Backtest(string id, IReadOnlyList<string> symbols, UnixNanos createdAt)
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Completed = "completed";

    private UnixNanos? _completedAt;

    public string Id { get; } = id;

    public IReadOnlyList<string> Symbols { get; } = symbols;

    public string Status { get; private set; } = Queued;

    /// <summary>Null until it is completed.</summary>
    public JObject? Results { get; private set; }

    public void Begin() => Status = Running;

    public void Complete(JObject results, UnixNanos now)
    {
        Results = results;
        Status = Completed;
        _completedAt = now;
    }

    public JObject State() => new(
        new JProperty("job_id", Id),
        new JProperty("status", Status),
        new JProperty("symbols", new JArray(Symbols)),
        new JProperty("created_at", createdAt.ToUnixSeconds()),
        new JProperty("completed_at", _completedAt?.ToUnixSeconds()));
}
