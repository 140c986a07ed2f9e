namespace Sequence.Exchange.Automation;

/// <summary>The latest lines that an algo or a strategy wrote.</summary>
internal sealed class RunLog
{
    private const int Capacity = 1000;
    private const int DefaultLimit = 200;

    private readonly Queue<JObject> _lines = new();

    public void Info(UnixNanos at, string message)
    {
        if (_lines.Count == Capacity)
            _lines.Dequeue();
        _lines.Enqueue(new JObject(new JProperty("ts_ns", at.Raw), new JProperty("level", "info"), new JProperty("message", message)));
    }

    /// <summary>The newest lines, the oldest of them first.</summary>
    /// <exception cref="RefusedException">Invalid request: a limit below 1.</exception>
    public JArray Latest(int? limit = null)
    {
        if (limit < 1)
            throw RefusedException.InvalidParameter("limit", "is 1 or more.");
        return new JArray(_lines.TakeLast(limit ?? DefaultLimit));
    }
}
