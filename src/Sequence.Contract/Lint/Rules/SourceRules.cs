using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>What an operation says of its source beside x-fact: its methods in the vendor's SDK, and a note on the evidence.</summary>
internal static partial class SourceRules
{
    private const string Methods = "x-vendor-methods";
    private const string NoteText = "x-note";

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("vendor-methods", contract =>
            from operation in contract.Operations
            where operation.Node.Has(Methods) && !IsListOfMethods(operation.Node.Get(Methods)!)
            select new Finding(operation.Node.Get(Methods)!, $"{Methods} of {operation.Title} lists snake_case names, each once; leave it out if the vendor's SDK has no such method.")),
        new("note", contract =>
            from operation in contract.Operations
            where operation.Node.Has(NoteText) && !IsNote(operation.Node.Get(NoteText)!)
            select new Finding(operation.Node.Get(NoteText)!, $"{NoteText} of {operation.Title} is one line of text; leave it out if there is nothing to say.")),
        new("source-place", contract =>
            from place in contract.Places
            where place.Kind != Grammar.Operation
            from name in new[] { Methods, NoteText }
            where place.Node.Has(name)
            select new Finding(place.Node.Get(name)!, $"'{name}' belongs to an operation, not to a {place.Kind}.")),
    ];

    private static bool IsListOfMethods(YamlNode node) =>
        node is YamlSequenceNode { Children.Count: > 0 } list
        && list.Children.All(name => name is YamlScalarNode { Value: { } text } && SnakeCase().IsMatch(text))
        && list.Children.Select(name => name.ToString()).Distinct(StringComparer.Ordinal).Count() == list.Children.Count;

    private static bool IsNote(YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } text } scalar && Scalar.KindOf(scalar) == ScalarKind.Text && !text.Contains('\n', StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\z")]
    private static partial Regex SnakeCase();
}
