using Sequence.Contract.Lint;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Review;

/// <summary>The operations and topics of a contract as text for a reader of changes: a block for each, in the contract's order.</summary>
internal sealed class OperationText
{
    private readonly ContractDocument _contract;

    private OperationText(ContractDocument contract) => _contract = contract;

    public static string Of(string yaml)
    {
        OperationText text = new(ContractDocument.Parse(yaml));
        IEnumerable<string> blocks = text._contract.Operations.SelectMany(operation => text.Block(operation).Append(string.Empty));
        return string.Join('\n', blocks.Concat(text.Topics())) + "\n";
    }

    private IEnumerable<string> Block(Operation operation)
    {
        yield return $"{operation.Title}: {operation.Verb} {operation.Path}";
        yield return $"  {operation.Node.List("tags")[0]}, {string.Join(", ", Marks(operation.Node))}";
        foreach (YamlMappingNode parameter in _contract.ParametersOf(operation))
            yield return $"  {parameter.Text("in")} {parameter.Text("name")}{(parameter.IsTrue("required") ? "" : "?")}: {SchemaText.Of(parameter.Get("schema")!)}{SchemaText.Fact(parameter)}";
        if (operation.Node.Map("requestBody") is { } body)
            yield return $"  body{(body.IsTrue("required") ? "" : "?")}: {Content(body)}";
        foreach ((string status, _, YamlNode answer) in operation.Node.MembersOf("responses").Where(response => response.Name[0] != '4'))
            yield return $"  {status}: {Content(_contract.Resolve((YamlMappingNode)answer)!)}";
        yield return $"  refused: {string.Join(", ", operation.Node.MembersOf("responses").Select(response => response.Name).Where(status => status[0] == '4'))}";
    }

    private IEnumerable<string> Topics() =>
        from channel in _contract.Root.List("x-channels").OfType<YamlMappingNode>()
        select $"topic {channel.Text("topic")} on {channel.Text("path")}: {channel.Text("event")} of {SchemaText.Of(channel.Get("schema")!)}, {channel.Text("queue")}{SchemaText.Fact(channel)}";

    /// <summary>Where the operation is known from, and every flag that the contract sets on it.</summary>
    private static IEnumerable<string> Marks(YamlMappingNode operation) =>
        operation.Members()
            .Where(member => member.Name is "x-fact" or "x-alias-of" || (member.Name.StartsWith("x-", StringComparison.Ordinal) && operation.IsTrue(member.Name)))
            .Select(member => member.Name switch
            {
                "x-fact" => operation.Text(member.Name)!,
                "x-alias-of" => "alias of " + operation.Text(member.Name),
                _ => member.Name[2..],
            });

    private static string Content(YamlMappingNode message) =>
        SchemaText.OfContent(message)?.Replace(" as application/json", "", StringComparison.Ordinal) ?? message.Text("description") ?? string.Empty;
}
