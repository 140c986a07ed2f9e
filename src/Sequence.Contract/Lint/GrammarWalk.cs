using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>An OpenAPI object in the contract: its kind, the keyword it stands under and its own name there, if it has one.</summary>
internal sealed record Place(string Kind, YamlMappingNode Node, Place? Parent, string Role, string Key)
{
    /// <summary>It points elsewhere instead of saying it here.</summary>
    public bool IsReference => Node.Has("$ref");

    /// <summary>It is an entry of the components, so that it has a name.</summary>
    public bool IsNamed => Parent?.Kind == Grammar.Components;
}

/// <summary>One walk through the contract along the grammar: collects every object by kind and every node of the wrong sort.</summary>
internal sealed class GrammarWalk
{
    private readonly List<Place> _places = [];
    private readonly List<Finding> _misfits = [];

    private GrammarWalk()
    {
    }

    public IReadOnlyList<Place> Places => _places;

    public IReadOnlyList<Finding> Misfits => _misfits;

    public static GrammarWalk Of(ContractDocument contract)
    {
        GrammarWalk walk = new();
        walk.Enter(Grammar.Document, contract.Root, null, string.Empty, string.Empty);
        return walk;
    }

    private void Enter(string kind, YamlNode node, Place? parent, string role, string key)
    {
        if (Grammar.IsObject(kind))
            EnterObject(kind, node, parent, role, key);
        else if (kind == Grammar.SchemaOrFlag && node is not YamlScalarNode)
            EnterObject(Grammar.Schema, node, parent, role, key);
        else if (!Fits(kind, node as YamlScalarNode))
            _misfits.Add(new Finding(node, $"'{role}' is {Expected(kind)}."));
    }

    private static bool Fits(string kind, YamlScalarNode? value) => kind switch
    {
        Grammar.Free => true,
        Grammar.Text => value is not null && Scalar.KindOf(value) == ScalarKind.Text,
        Grammar.Number => value is not null && Scalar.KindOf(value) is ScalarKind.Integer or ScalarKind.Number,
        _ => value is not null && Scalar.KindOf(value) == ScalarKind.Flag,
    };

    private static string Expected(string kind) => kind switch
    {
        Grammar.Text => "a string",
        Grammar.Number => "a number",
        Grammar.Flag => "true or false",
        _ => "a schema, true or false",
    };

    private void EnterObject(string kind, YamlNode node, Place? parent, string role, string key)
    {
        if (node is not YamlMappingNode map)
        {
            _misfits.Add(new Finding(node, $"'{role}' holds an object ({kind})."));
            return;
        }

        Place place = new(kind, map, parent, role, key);
        _places.Add(place);
        foreach ((string name, _, YamlNode value) in map.Members())
        {
            if (Grammar.Find(kind, name) is { } keyword)
                EnterMember(place, name, keyword, value);
        }
    }

    private void EnterMember(Place place, string name, Keyword keyword, YamlNode value)
    {
        switch (keyword.Holds, value)
        {
            case (Holds.One, _):
                Enter(keyword.Kind, value, place, name, string.Empty);
                break;
            case (Holds.List, YamlSequenceNode list):
                foreach (YamlNode entry in list.Children)
                    Enter(keyword.Kind, entry, place, name, string.Empty);
                break;
            case (Holds.Map, YamlMappingNode map):
                foreach ((string key, _, YamlNode entry) in map.Members())
                    Enter(keyword.Kind, entry, place, name, key);
                break;
            default:
                _misfits.Add(new Finding(value, $"'{name}' holds {(keyword.Holds == Holds.List ? "a list" : "objects by name")}."));
                break;
        }
    }
}
