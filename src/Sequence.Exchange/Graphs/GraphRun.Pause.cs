namespace Sequence.Exchange.Graphs;

// Standing still: what comes due while a graph is paused waits for its resumption.
internal sealed partial class GraphRun
{
    /// <summary>The graph was paused, and why; null when the client did it.</summary>
    public event Action<Graph, string?>? Paused;

    /// <summary>Takes all orders off the books and holds everything that comes due, but for horizons: those are deadlines.</summary>
    public void Pause(string? reason)
    {
        if (Graph.IsEnded || IsPaused)
            return;
        Graph.Status = Wire.GraphStatus.Paused;
        foreach (GraphNode node in Graph.Nodes)
            node.Working?.Pause();
        Paused?.Invoke(Graph, reason);
    }

    public void Resume()
    {
        if (!IsPaused)
            return;
        Graph.Status = Running();
        foreach (GraphNode node in Graph.Nodes)
            node.Working?.Resume();
        foreach (Action action in _held.ToArray())
            Defer(action);
        _held.Clear();
        Defer(Settle);
    }
}
