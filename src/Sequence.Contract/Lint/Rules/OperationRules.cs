using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>What every operation says of itself.</summary>
internal static partial class OperationRules
{
    // A POST that may be sent again: the server keys it by its graph_id, it overwrites, or it only reads.
    private static readonly string[] RepeatablePosts = ["/v1/orders", "/v1/credentials/{venue}", "/v1/quotes_batch", "/v1/orders/preview"];

    private static readonly string[] StoppingPaths = ["/v1/kill_switch", "/v1/venue_cancel_all/{venue}"];

    private static readonly string[] CancelledPaths = ["/v1/orders/{node_order_id}", "/v1/execution_graphs/{graph_id}"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("path", Paths),
        new("operation-id", OperationIds),
        new("tag", Tags),
        new("summary", contract =>
            from operation in contract.Operations
            where string.IsNullOrWhiteSpace(operation.Node.Text("summary"))
            select new Finding(operation.Node, $"{operation.Title} has no summary; it becomes the documentation of the generated method.")),
        new("fact", UnknownFacts),
        new("idempotent", Idempotence),
        new("urgent", Urgency),
        new("anonymous", contract =>
            from operation in contract.Operations
            where operation.Node.Has("x-anonymous") && operation.Node.Text("operationId") != "getLiveness"
            select new Finding(operation.Node.Get("x-anonymous")!, $"{operation.Title} needs the bearer key; only getLiveness is sent without.")),
        new("security", contract =>
            from operation in contract.Operations
            where operation.Node.IsTrue("x-anonymous") != operation.Node.Get("security") is YamlSequenceNode { Children.Count: 0 }
            select new Finding(operation.Node.Get("security") ?? operation.Node, $"{operation.Title}: x-anonymous and 'security: []' go together.")),
        AliasRules.Aliases,
        ChannelRules.Channels,
        ChannelRules.Frames,
    ];

    /// <summary>What stops trading, and nothing else: an urgent call overtakes all others, so a careless mark would undo the order of the queue.</summary>
    private static IEnumerable<Finding> Urgency(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            bool stops = (operation.Verb is "POST" or "PUT" && StoppingPaths.Contains(operation.Path)) || (operation.Verb == "DELETE" && CancelledPaths.Contains(operation.Path));
            if (stops && !operation.Node.Has("x-urgent"))
                yield return new Finding(operation.Node, $"{operation.Title} stops trading: say x-urgent: true.");
            else if (!stops && operation.Node.Has("x-urgent"))
                yield return new Finding(operation.Node.Get("x-urgent")!, $"{operation.Title} does not stop trading and must wait for its turn.");
        }
    }

    private static IEnumerable<Finding> Paths(ContractDocument contract)
    {
        List<(string Name, YamlNode Key, YamlNode Value)> paths = [.. contract.Root.MembersOf("paths")];
        foreach ((string name, YamlNode key, _) in paths.Where(path => !PathForm().IsMatch(path.Name)))
            yield return new Finding(key, $"'{name}' is no path: /part/{{parameter}}, without a slash at its end.");
        foreach (var same in paths.GroupBy(path => PlaceHolder().Replace(path.Name, "{}")).Where(group => group.Count() > 1))
            yield return new Finding(same.Last().Key, $"{string.Join(" and ", same.Select(path => path.Name))} are the same path.");
    }

    private static IEnumerable<Finding> OperationIds(ContractDocument contract)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (Operation operation in contract.Operations)
        {
            string? id = operation.Node.Text("operationId");
            YamlNode at = operation.Node.Get("operationId") ?? operation.Node;
            if (string.IsNullOrEmpty(id))
                yield return new Finding(at, $"{operation.Title} has no operationId.");
            else if (!CamelCase().IsMatch(id))
                yield return new Finding(at, $"'{id}' is not camelCase.");
            else if (!seen.Add(id))
                yield return new Finding(at, $"The operationId '{id}' is used twice; the generator would number the second.");
        }
    }

    private static IEnumerable<Finding> Tags(ContractDocument contract)
    {
        HashSet<string> declared = [.. contract.Root.List("tags").OfType<YamlMappingNode>().Select(tag => tag.Text("name")).OfType<string>()];
        foreach (Operation operation in contract.Operations)
        {
            IList<YamlNode> tags = operation.Node.List("tags");
            if (tags.Count != 1)
                yield return new Finding(operation.Node, $"{operation.Title} has {tags.Count} tags; the one tag is the room of its client.");
            else if (tags[0] is YamlScalarNode tag && !declared.Contains(tag.Value ?? string.Empty))
                yield return new Finding(tag, $"The tag '{tag.Value}' is not declared at the top. Declared: {string.Join(", ", declared)}.");
        }
    }

    private static IEnumerable<Finding> UnknownFacts(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations.Where(operation => !operation.Node.Has("x-fact")))
            yield return new Finding(operation.Node, $"{operation.Title} does not say where it is known from (x-fact: {string.Join(", ", Facts.Known)}).");
        foreach (Place place in contract.Places.Where(place => place.Node.Has("x-fact") && !Facts.Known.Contains(place.Node.Text("x-fact"))))
            yield return new Finding(place.Node.Get("x-fact")!, Facts.Message(place.Node.Text("x-fact")));
    }

    private static IEnumerable<Finding> Idempotence(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            bool repeatable = operation.Verb is "GET" or "PUT" or "DELETE" || (operation.Verb == "POST" && RepeatablePosts.Contains(operation.Path));
            if (repeatable && !operation.Node.Has("x-idempotent"))
                yield return new Finding(operation.Node, $"{operation.Title} may be sent again: say x-idempotent: true.");
            else if (!repeatable && operation.Node.Has("x-idempotent"))
                yield return new Finding(operation.Node.Get("x-idempotent")!, $"{operation.Title} must not be sent again by the retry: {operation.Verb} is repeatable only at {string.Join(" and ", RepeatablePosts)}.");
        }
    }

    [GeneratedRegex(@"^(/([a-z0-9_-]+|\{[a-z][a-z0-9_]*\}))+\z")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PlaceHolder();

    [GeneratedRegex(@"^[a-z][a-zA-Z0-9]*\z")]
    private static partial Regex CamelCase();
}
