using Sequence.Contract.Lint;

namespace Sequence.Contract.Tests.Completeness;

/// <summary>Finds the operation that a request is made to.</summary>
internal sealed class OperationMatch(IEnumerable<Operation> operations)
{
    private readonly List<(Operation Operation, string[] Segments)> _operations =
        [.. operations.Select(operation => (operation, operation.Path.Split('/')))];

    /// <summary>The operation's id; null when the contract has no such operation. A path in full wins over one with parameters.</summary>
    public string? Of(string verb, string path)
    {
        string[] segments = path.Split('/');
        return _operations
            .Where(candidate => candidate.Operation.Verb == verb && Fits(candidate.Segments, segments))
            .OrderBy(candidate => candidate.Segments.Count(IsParameter))
            .Select(candidate => candidate.Operation.Node.Text("operationId"))
            .FirstOrDefault();
    }

    private static bool Fits(string[] pattern, string[] segments) =>
        pattern.Length == segments.Length && pattern.Zip(segments).All(pair => IsParameter(pair.First) ? pair.Second.Length > 0 : pair.First == pair.Second);

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
