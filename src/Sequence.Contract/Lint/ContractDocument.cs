using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>One operation: its verb, its path and its node.</summary>
internal sealed record Operation(string Verb, string Path, Place Place)
{
    public YamlMappingNode Node => Place.Node;

    /// <summary>Its name for a message.</summary>
    public string Title => Node.Text("operationId") ?? $"{Verb} {Path}";
}

/// <summary>The parsed contract, with the questions that rules ask of it.</summary>
internal sealed class ContractDocument
{
    private const int LongestReferenceChain = 16;

    private readonly Dictionary<YamlNode, string> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<GrammarWalk> _walk;

    private ContractDocument(YamlMappingNode root)
    {
        Root = root;
        Remember(root, "#");
        _walk = new Lazy<GrammarWalk>(() => GrammarWalk.Of(this));
    }

    public YamlMappingNode Root { get; }

    /// <summary>Every node under the root and its JSON pointer.</summary>
    public IReadOnlyDictionary<YamlNode, string> Paths => _paths;

    /// <summary>Every OpenAPI object, by kind.</summary>
    public IReadOnlyList<Place> Places => _walk.Value.Places;

    /// <summary>Nodes of the wrong sort, for example a list where an object belongs.</summary>
    public IReadOnlyList<Finding> Misfits => _walk.Value.Misfits;

    public IEnumerable<Operation> Operations =>
        from place in Of(Grammar.Operation)
        let pathItem = place.Parent!
        select new Operation(place.Role.ToUpperInvariant(), pathItem.Key, place);

    public static ContractDocument Parse(string yaml)
    {
        YamlStream stream = Load(yaml);
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new YamlException(new Mark(0, 1, 1), new Mark(0, 1, 1), "The contract is one YAML document with an object at its top.");
        return new ContractDocument(root);
    }

    /// <summary>The parameters of an operation, those of its path first; references are followed.</summary>
    public IEnumerable<YamlMappingNode> ParametersOf(Operation operation) =>
        operation.Place.Parent!.Node.List("parameters").Concat(operation.Node.List("parameters"))
            .OfType<YamlMappingNode>()
            .Select(parameter => Resolve(parameter)!);

    public IEnumerable<Place> Of(string kind) => Places.Where(place => place.Kind == kind);

    public string PathOf(YamlNode node) => _paths.GetValueOrDefault(node, "#");

    /// <summary>The node that a local reference names, or null.</summary>
    public YamlNode? Target(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return null;
        YamlNode? node = Root;
        foreach (string step in reference[2..].Split('/'))
            node = Step(node, step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return node;
    }

    /// <summary>The object behind a chain of references; null when the chain ends nowhere.</summary>
    public YamlMappingNode? Resolve(YamlMappingNode node)
    {
        YamlMappingNode? current = node;
        for (int hops = 0; hops < LongestReferenceChain; hops++)
        {
            if (current?.Text("$ref") is not { } reference)
                return current;
            current = Target(reference) as YamlMappingNode;
        }

        return null;
    }

    private static YamlStream Load(string yaml)
    {
        YamlStream stream = [];
        Parser parser = new(new StringReader(yaml));
        try
        {
            stream.Load(parser);
        }
        catch (InvalidOperationException broken)
        {
            // The scanner says so, and not where, when an open bracket swallows the next key.
            Mark last = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(last, last, "A bracket or quote near this line is not closed.", broken);
        }

        return stream;
    }

    private static YamlNode? Step(YamlNode? node, string step) => node switch
    {
        YamlMappingNode map => map.Get(step),
        YamlSequenceNode list when int.TryParse(step, CultureInfo.InvariantCulture, out int index) && index >= 0 && index < list.Children.Count => list.Children[index],
        _ => null,
    };

    private void Remember(YamlNode node, string path)
    {
        if (!_paths.TryAdd(node, path))
            return;
        if (node is YamlSequenceNode list)
        {
            for (int index = 0; index < list.Children.Count; index++)
                Remember(list.Children[index], string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"));
        }
        else if (node is YamlMappingNode map)
        {
            foreach ((YamlNode key, YamlNode value) in map.Children)
            {
                string step = key.ToString().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
                _paths.TryAdd(key, $"{path}/{step}");
                Remember(value, $"{path}/{step}");
            }
        }
    }
}
