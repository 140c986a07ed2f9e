using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Answers and bodies of operations.</summary>
internal static partial class ResponseRules
{
    private const string Error = "#/components/responses/Error";
    private const string SwitchingProtocols = "101";

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("response-code", Codes),
        new("default-response", contract =>
            from operation in contract.Operations
            where operation.Node.Map("responses")?.Map("default")?.Text("$ref") != Error
            select new Finding(operation.Node, $"{operation.Title} has no default response with $ref '{Error}'.")),
        new("refusal", Refusals),
        new("success-response", Successes),
        new("sse", contract =>
            from operation in contract.Operations
            let events = SuccessesOf(contract, operation).Any(response => response.MembersOf("content").Any(content => content.Name == "text/event-stream"))
            where events != operation.Node.IsTrue("x-sse")
            select new Finding(operation.Node, $"{operation.Title}: x-sse and an answer of text/event-stream go together.")),
        new("description", contract =>
            from place in contract.Of(Grammar.Response)
            where !place.IsReference && string.IsNullOrWhiteSpace(place.Node.Text("description"))
            select new Finding(place.Node, "The response has no description.")),
        new("body", Bodies),
    ];

    /// <summary>The answers of an operation that mean success, references followed.</summary>
    public static IEnumerable<YamlMappingNode> SuccessesOf(ContractDocument contract, Operation operation) =>
        operation.Node.MembersOf("responses")
            .Where(response => response.Name.StartsWith('2'))
            .Select(response => contract.Resolve((YamlMappingNode)response.Value))
            .OfType<YamlMappingNode>();

    private static IEnumerable<Finding> Codes(ContractDocument contract) =>
        from operation in contract.Operations
        from response in operation.Node.MembersOf("responses")
        where !CodeForm().IsMatch(response.Name)
        select new Finding(response.Key, $"'{response.Name}' is no status code; a range gives code that does not compile. Use a number or default.");

    /// <summary>The documented refusals; all have the envelope, so NSwag is told of the default answer alone.</summary>
    private static IEnumerable<Finding> Refusals(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            string[] expected = [.. RefusalsOf(operation)];
            string[] said = [.. operation.Node.MembersOf("responses").Select(response => response.Name).Where(code => code[0] == '4')];
            foreach (string missing in expected.Except(said))
                yield return new Finding(operation.Node.Get("responses") ?? operation.Node, $"{operation.Title} does not say '{missing}', with $ref '{Error}'.");
        }

        foreach (Place place in contract.Of(Grammar.Response).Where(place => place.Key.StartsWith('4') && place.Node.Text("$ref") != Error))
            yield return new Finding(place.Node, $"A refusal has the envelope: $ref '{Error}'.");
    }

    private static IEnumerable<string> RefusalsOf(Operation operation)
    {
        if (!operation.Node.IsTrue("x-anonymous"))
            yield return "401";
        if (operation.Path.Contains('{', StringComparison.Ordinal))
            yield return "404";
        if (operation.Verb != "GET" && operation.Node.Has("requestBody"))
            yield return "422";
        yield return "429";
    }

    private static IEnumerable<Finding> Successes(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            bool socket = operation.Node.Has("x-websocket");
            string[] successes = [.. operation.Node.MembersOf("responses").Select(response => response.Name).Where(code => code[0] is '1' or '2')];
            if (socket && successes is not [SwitchingProtocols])
                yield return new Finding(operation.Node, $"{operation.Title} has x-websocket, so its one success is '{SwitchingProtocols}'.");
            else if (!socket && (successes.Length != 1 || successes[0][0] != '2'))
                yield return new Finding(operation.Node, $"{operation.Title} has {successes.Length} success codes ({string.Join(", ", successes)}); it needs exactly one 2xx, because a second one throws in the generated client.");
        }
    }

    private static IEnumerable<Finding> Bodies(ContractDocument contract)
    {
        foreach (Place place in contract.Of(Grammar.RequestBody).Where(place => !place.IsReference))
        {
            if (!place.Node.IsTrue("required"))
                yield return new Finding(place.Node, "The body says required: true.");
            if (!place.Node.MembersOf("content").Any())
                yield return new Finding(place.Node, "The body has no content.");
        }

        foreach (Place place in contract.Of(Grammar.MediaType).Where(place => place.Node.Map("schema") is null))
            yield return new Finding(place.Node, "The content has no schema.");
    }

    [GeneratedRegex(@"^([1-5][0-9][0-9]|default)\z")]
    private static partial Regex CodeForm();
}
