using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>The table of stream topics under x-channels, and the frames of a socket under x-frames.</summary>
internal static class ChannelRules
{
    private const string Table = "x-channels";
    private const string FrameList = "x-frames";
    private static readonly string[] Columns = ["topic", "path", "event", "schema", "queue", "x-fact", "description"];
    private static readonly string[] Queues = ["conflate", "latest", "never-drop"];

    public static LintRule Channels { get; } = new("channels", contract =>
        contract.Root.Get(Table) switch
        {
            null => [],
            YamlSequenceNode list => list.Children.SelectMany(row => Row(contract, row)).Concat(Repeated(list)),
            { } other => [new Finding(other, "The channel table is a list.")],
        });

    public static LintRule Frames { get; } = new("frames", contract =>
        from operation in contract.Operations
        where operation.Node.Has(FrameList)
        from frame in operation.Node.List(FrameList).DefaultIfEmpty(operation.Node.Get(FrameList)!)
        where !operation.Node.IsTrue("x-websocket") || !IsSchema(contract, frame.ToString())
        select new Finding(frame, "x-frames lists the schemas of the frames of an operation with x-websocket: '#/components/schemas/...'."));

    /// <summary>The schemas that topics and frames carry.</summary>
    public static IEnumerable<string> References(ContractDocument contract) =>
        contract.Root.List(Table).OfType<YamlMappingNode>().Select(row => row.Text("schema")).OfType<string>()
            .Concat(contract.Operations.SelectMany(operation => operation.Node.List(FrameList)).Select(frame => frame.ToString()));

    private static IEnumerable<Finding> Row(ContractDocument contract, YamlNode node)
    {
        if (node is not YamlMappingNode row)
            return [new Finding(node, "A topic is an object.")];
        return Problems(contract, row);
    }

    private static IEnumerable<Finding> Problems(ContractDocument contract, YamlMappingNode row)
    {
        foreach (string column in Columns.Where(column => string.IsNullOrEmpty(row.Text(column))))
            yield return new Finding(row, $"The topic has no '{column}'.");
        foreach ((string name, YamlNode key, _) in row.Members().Where(member => !Columns.Contains(member.Name)))
            yield return new Finding(key, $"'{name}' is no column of the channel table. Known: {string.Join(", ", Columns)}.");
        if (row.Text("schema") is { Length: > 0 } schema && !IsSchema(contract, schema))
            yield return new Finding(row.Get("schema")!, $"No schema is defined at '{schema}'.");
        if (row.Text("queue") is { Length: > 0 } queue && !Queues.Contains(queue))
            yield return new Finding(row.Get("queue")!, $"'{queue}' is no queue policy. Known: {string.Join(", ", Queues)}.");
        if (row.Text("path") is { Length: > 0 } path && !IsSocket(contract, path))
            yield return new Finding(row.Get("path")!, $"'{path}' is no operation with x-websocket.");
        if (row.Text("x-fact") is { Length: > 0 } fact && !Facts.Known.Contains(fact))
            yield return new Finding(row.Get("x-fact")!, Facts.Message(fact));
    }

    private static IEnumerable<Finding> Repeated(YamlSequenceNode list) =>
        from row in list.Children.OfType<YamlMappingNode>()
        group row by (row.Text("path"), row.Text("topic")) into rows
        from again in rows.Skip(1)
        select new Finding(again, $"The topic '{rows.Key.Item2}' is listed twice.");

    private static bool IsSchema(ContractDocument contract, string reference) =>
        reference.StartsWith("#/components/schemas/", StringComparison.Ordinal) && contract.Target(reference) is YamlMappingNode;

    private static bool IsSocket(ContractDocument contract, string path) =>
        contract.Operations.Any(operation => operation.Path == path && operation.Node.IsTrue("x-websocket"));
}
