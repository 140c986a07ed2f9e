using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Parameters: those of the path are declared, and all of them are described.</summary>
internal static partial class ParameterRules
{
    private static readonly string[] Locations = ["path", "query", "header"];
    private static readonly string[] Texts = ["name", "description"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("path-parameter", PathParameters),
        new("parameter", Parameters),
        new("repeated-parameter", Repeated),
    ];

    /// <summary>The parameters of an operation, its path's included, with references followed.</summary>
    public static IEnumerable<YamlMappingNode> Of(ContractDocument contract, Operation operation) =>
        operation.Node.List("parameters").Concat(operation.Place.Parent!.Node.List("parameters"))
            .OfType<YamlMappingNode>()
            .Select(contract.Resolve)
            .OfType<YamlMappingNode>();

    private static IEnumerable<Finding> PathParameters(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            HashSet<string> named = [.. PlaceHolder().Matches(operation.Path).Select(match => match.Groups[1].Value)];
            List<YamlMappingNode> declared = [.. Of(contract, operation).Where(parameter => parameter.Text("in") == "path")];
            foreach (string missing in named.Except(declared.Select(parameter => parameter.Text("name") ?? string.Empty)))
                yield return new Finding(operation.Node, $"{operation.Title} does not declare '{missing}'; the generated call would leave it empty.");
            foreach (YamlMappingNode parameter in declared.Where(parameter => !named.Contains(parameter.Text("name") ?? string.Empty)))
                yield return new Finding(parameter, $"'{parameter.Text("name")}' does not occur in {operation.Path}.");
            foreach (YamlMappingNode parameter in declared.Where(parameter => !parameter.IsTrue("required")))
                yield return new Finding(parameter, $"'{parameter.Text("name")}' stands in the path, so it is required: true.");
        }
    }

    private static IEnumerable<Finding> Parameters(ContractDocument contract)
    {
        foreach (Place place in contract.Of(Grammar.Parameter).Where(place => !place.IsReference))
        {
            YamlMappingNode parameter = place.Node;
            foreach (string word in Texts.Where(word => string.IsNullOrWhiteSpace(parameter.Text(word))))
                yield return new Finding(parameter, $"The parameter '{parameter.Text("name")}' has no {word}.");
            if (!Locations.Contains(parameter.Text("in")))
                yield return new Finding(parameter, $"The parameter '{parameter.Text("name")}' is in: {string.Join(", ", Locations)}.");
            if (parameter.Text("style") is not (null or "form"))
                yield return new Finding(parameter.Get("style")!, $"The generator writes '{parameter.Text("name")}' in the style form, whatever is said here.");
            if (parameter.Map("schema") is not { } schema)
                yield return new Finding(parameter, $"The parameter '{parameter.Text("name")}' has no schema.");
            else if (contract.Resolve(schema)?.Text("type") == "array" && !parameter.Has("explode"))
                yield return new Finding(parameter, $"The list '{parameter.Text("name")}' says explode: false for one value with commas, true for a repeated name.");
        }
    }

    private static IEnumerable<Finding> Repeated(ContractDocument contract) =>
        from operation in contract.Operations
        from same in Of(contract, operation).GroupBy(parameter => (parameter.Text("in"), parameter.Text("name")))
        where same.Count() > 1
        select new Finding(operation.Node, $"{operation.Title} declares the {same.Key.Item1} parameter '{same.Key.Item2}' twice.");

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex PlaceHolder();
}
