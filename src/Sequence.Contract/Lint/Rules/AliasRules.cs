using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>x-alias-of: another path or verb for the same thing, so that whoever calls the one has the other.</summary>
internal static class AliasRules
{
    private const string Mark = "x-alias-of";

    public static LintRule Aliases { get; } = new("alias", contract =>
        from operation in contract.Operations
        where operation.Node.Has(Mark)
        from problem in Problems(contract, operation)
        select new Finding(operation.Node.Get(Mark)!, $"{operation.Title} is no alias of '{operation.Node.Text(Mark)}': {problem}"));

    private static IEnumerable<string> Problems(ContractDocument contract, Operation alias)
    {
        Operation? target = contract.Operations.FirstOrDefault(operation => operation.Node.Text("operationId") == alias.Node.Text(Mark));
        if (target is null || target.Node == alias.Node)
        {
            yield return "there is no such other operation.";
            yield break;
        }

        if (target.Node.Has(Mark))
            yield return "that one is an alias itself; name what it stands for.";
        if (Text(alias.Node.Get("tags")) != Text(target.Node.Get("tags")))
            yield return "the two have different tags.";
        if (Answer(contract, alias) != Answer(contract, target))
            yield return "the two give different answers.";
        if (Body(contract, alias) != Body(contract, target))
            yield return "the two take different bodies.";
        if (Parameters(contract, alias).Except(Parameters(contract, target)).FirstOrDefault() is { } own)
            yield return $"that one has no parameter {own}.";
    }

    private static string Answer(ContractDocument contract, Operation operation) => string.Join(
        ' ',
        from answer in operation.Node.MembersOf("responses")
        where answer.Name.StartsWith('2')
        select Schema(contract, (YamlMappingNode)answer.Value) into schema
        where schema.Length > 0
        select schema);

    private static string Body(ContractDocument contract, Operation operation) =>
        operation.Node.Map("requestBody") is { } body ? Schema(contract, body) : string.Empty;

    private static string Schema(ContractDocument contract, YamlMappingNode holder) => string.Join(
        ' ',
        from media in (contract.Resolve(holder) ?? holder).MembersOf("content")
        select media.Name + Text(((YamlMappingNode)media.Value).Get("schema")));

    private static IEnumerable<string> Parameters(ContractDocument contract, Operation operation) =>
        from parameter in operation.Node.List("parameters").OfType<YamlMappingNode>()
        select contract.Resolve(parameter)?.Text("name") ?? string.Empty;

    private static string Text(YamlNode? node) => node?.ToString() ?? string.Empty;
}
