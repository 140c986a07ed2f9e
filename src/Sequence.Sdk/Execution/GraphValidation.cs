namespace Sequence.Sdk;

/// <summary>Whether a graph can be sent, determined without a call.</summary>
/// <param name="Problems">All that is wrong: nodes first, then edges, then the shape of the graph; empty when it can be sent.</param>
public sealed record GraphValidation(IReadOnlyList<GraphProblem> Problems)
{
    /// <summary>True when there is no problem. The server may still refuse the graph for what only it can know.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>What can be sent but is probably not what was meant; empty by default.</summary>
    public IReadOnlyList<GraphProblem> Warnings { get; init; } = [];

    /// <summary>Every problem and warning in one line; <c>valid</c> when there is none.</summary>
    public override string ToString() => Problems.Count + Warnings.Count == 0
        ? "valid"
        : string.Join(" | ", Problems.Select(p => $"problem {p}").Concat(Warnings.Select(w => $"warning {w}")));
}

/// <summary>One thing that is wrong with a graph, or probably wrong.</summary>
/// <param name="Field">The member on the wire, such as <c>edges[0].to_node</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record GraphProblem(string Field, string Message)
{
    /// <summary>The field and the message.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
