using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Every operation shows how it is called and answered, and what it shows is true to the schemas.</summary>
internal static class ExampleRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("request-example", Requests),
        new("response-example", contract =>
            from operation in contract.Operations
            from response in ResponseRules.SuccessesOf(contract, operation)
            from content in response.MembersOf("content")
            where content.Value is YamlMappingNode media && !media.Has("example")
            select new Finding(content.Key, $"The answer of {operation.Title} has no example.")),
        new("example", Invalid),
    ];

    private static IEnumerable<Finding> Requests(ContractDocument contract)
    {
        IEnumerable<Finding> parameters =
            from place in contract.Of(Grammar.Parameter)
            where !place.IsReference && !place.Node.Has("example")
            select new Finding(place.Node, $"The parameter '{place.Node.Text("name")}' has no example.");
        IEnumerable<Finding> bodies =
            from place in contract.Of(Grammar.MediaType)
            where place.Parent!.Kind == Grammar.RequestBody && !place.Node.Has("example")
            select new Finding(place.Node, "The body has no example.");
        return parameters.Concat(bodies);
    }

    private static IEnumerable<Finding> Invalid(ContractDocument contract)
    {
        SchemaCheck check = new(contract);
        foreach (Place place in contract.Places)
        {
            YamlMappingNode? schema = place.Kind == Grammar.Schema ? place.Node : place.Node.Map("schema");
            if (schema is null)
                continue;
            foreach (YamlNode value in new[] { place.Node.Get("example"), place.Node.Get("default") }.OfType<YamlNode>())
            {
                foreach (Finding found in check.Check(value, schema))
                    yield return found;
            }
        }
    }
}
