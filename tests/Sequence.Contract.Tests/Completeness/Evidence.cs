using System.Text.Json;
using System.Text.RegularExpressions;
using Sequence.Contract.Tests.Generation;
using Sequence.Contract.Lint;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Completeness;

/// <summary>What the repository shows of each operation: a public member that calls it, a recorded request, a recorded request of the vendor's client.</summary>
internal sealed partial class Evidence
{
    private const string Tests = "tests/Sequence.Sdk.Tests";

    private static readonly Lazy<Evidence> OfRepository = new(() => new Evidence());

    private readonly OperationMatch _match;

    private Evidence()
    {
        ContractDocument contract = ContractDocument.Parse(Repository.Read(RepositoryCopy.Contract));
        Operations = [.. contract.Operations];
        _match = new OperationMatch(Operations);
        Aliases = Operations.Where(operation => operation.Node.Has("x-alias-of"))
            .ToDictionary(IdOf, operation => operation.Node.Text("x-alias-of")!, StringComparer.Ordinal);
        Callers = CallersOf(CallGraph.Read(typeof(SequenceClient).Assembly.Location));
        Snapshots = SnapshotRequests().ToLookup(request => request.Operation, request => request.Where, StringComparer.Ordinal);
        Vendor = VendorRequests().ToLookup(request => request.Operation, request => request.Where, StringComparer.Ordinal);
    }

    public static Evidence Value => OfRepository.Value;

    public IReadOnlyList<Operation> Operations { get; }

    public IEnumerable<string> Ids => Operations.Select(IdOf);

    /// <summary>The operation that each alias is another path or verb of, as the contract says (x-alias-of).</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; }

    /// <summary>The public member that calls each operation; operations that none calls are not here.</summary>
    public IReadOnlyDictionary<string, string> Callers { get; }

    /// <summary>The snapshots of requests, by operation; under an empty id those of no operation.</summary>
    public ILookup<string, string> Snapshots { get; }

    /// <summary>The recorded calls of the vendor's client, by operation; under an empty id those of no operation.</summary>
    public ILookup<string, string> Vendor { get; }

    /// <summary>The public member that calls the operation, or for an alias what it stands for; null when there is none.</summary>
    public string? ReachedBy(string id) => Callers.GetValueOrDefault(Aliases.GetValueOrDefault(id, id));

    public static string IdOf(Operation operation) => operation.Node.Text("operationId")!;

    public static string RawMethod(Operation operation)
    {
        string id = IdOf(operation);
        return $"Raw{operation.Node.List("tags")[0]}Client.{char.ToUpperInvariant(id[0])}{id[1..]}Async";
    }

    private Dictionary<string, string> CallersOf(CallGraph graph)
    {
        IReadOnlyDictionary<string, string> methods = graph.Methods;
        Dictionary<string, string> callers = new(StringComparer.Ordinal);
        foreach (Operation operation in Operations)
        {
            // No generated method opens a WebSocket: the path is the call.
            bool found = operation.Node.IsTrue("x-websocket")
                ? graph.Texts.TryGetValue(operation.Path.TrimStart('/'), out string? caller)
                : methods.TryGetValue(RawMethod(operation), out caller);
            if (found)
                callers.Add(IdOf(operation), caller!);
        }

        return callers;
    }

    private IEnumerable<(string Operation, string Where)> SnapshotRequests() =>
        from file in Directory.EnumerateFiles(Repository.PathTo(Tests), "*.snap", SearchOption.AllDirectories)
        where Path.GetFileName(Path.GetDirectoryName(file)) == "__snapshots__"
        from request in RequestLine().Matches(File.ReadAllText(file))
        select (_match.Of(request.Groups["verb"].Value, request.Groups["path"].Value) ?? string.Empty, $"{Path.GetFileNameWithoutExtension(file)}: {request.Value}");

    private IEnumerable<(string Operation, string Where)> VendorRequests()
    {
        foreach (string line in File.ReadLines(Repository.PathTo($"{Tests}/Wire/vendor-wire.jsonl")).Where(line => line.Length > 0))
        {
            using JsonDocument call = JsonDocument.Parse(line);
            foreach (JsonElement request in call.RootElement.GetProperty("requests").EnumerateArray())
            {
                string verb = request.GetProperty("verb").GetString()!;
                string path = request.GetProperty("path").GetString()!;
                yield return (_match.Of(verb, path) ?? string.Empty, $"{call.RootElement.GetProperty("call")}: {verb} {path}");
            }
        }
    }

    [GeneratedRegex("""
        "request": "(?<verb>[A-Z]+) (?<path>[^"?]+)
        """)]
    private static partial Regex RequestLine();
}
