using Sequence.Contract.Preparation;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Enumerations become open structs with one member per word: each word needs a C# name of its own.</summary>
internal static class EnumRules
{
    // Members that every generated enumeration has.
    private static readonly string[] Taken = ["Value", "IsKnown", "Known", "Unknown", "Create", "Equals", "GetHashCode", "ToString", "GetType"];

    public static IReadOnlyList<LintRule> All { get; } = [new("enum", Words), new("enum-names", Names), new("enum-descriptions", Descriptions)];

    private static IEnumerable<Finding> Words(ContractDocument contract)
    {
        foreach (Place place in Enumerations(contract))
        {
            IList<YamlNode> words = place.Node.List("enum");
            if (words.Count == 0)
                yield return new Finding(place.Node.Get("enum")!, "The enumeration has no words.");
            foreach (YamlNode word in words.Where(word => !IsText(word)))
                yield return new Finding(word, $"'{word}' is not a string; only string enumerations are generated.");
            foreach (YamlNode again in words.GroupBy(word => word.ToString()).SelectMany(same => same.Skip(1)))
                yield return new Finding(again, $"'{again}' is listed twice.");
        }
    }

    private static IEnumerable<Finding> Names(ContractDocument contract)
    {
        foreach (Place place in contract.Of(Grammar.Schema))
        {
            if (!place.Node.Has("enum") && place.Node.Get("x-enumNames") is { } stray)
                yield return new Finding(stray, "x-enumNames stands beside enum.");
            else if (place.IsNamed && IsEnumeration(place) && place.Node.List("enum").All(IsText))
            {
                foreach (Finding found in NamesOf(place))
                    yield return found;
            }
        }
    }

    /// <summary>Every word of a named enumeration says what it means.</summary>
    private static IEnumerable<Finding> Descriptions(ContractDocument contract) =>
        from place in contract.Of(Grammar.Schema)
        where place.IsNamed && IsEnumeration(place) && AreGood(place)
        let said = place.Node.List("x-enumDescriptions").Count(text => !string.IsNullOrWhiteSpace(text.ToString()))
        where said != place.Node.List("enum").Count
        select new Finding(place.Node.Get("x-enumDescriptions") ?? place.Node.Get("enum")!, $"{place.Node.List("enum").Count} words have {said} descriptions in x-enumDescriptions.");

    /// <summary>What is wrong with the words themselves is for the other two rules.</summary>
    private static bool AreGood(Place place)
    {
        IList<YamlNode> words = place.Node.List("enum");
        return words.Count > 0 && words.All(IsText) && words.Select(word => word.ToString()).Distinct().Count() == words.Count && !NamesOf(place).Any();
    }

    private static IEnumerable<Place> Enumerations(ContractDocument contract) => contract.Of(Grammar.Schema).Where(IsEnumeration);

    /// <summary>The schema of null alone has a list of words, and no word.</summary>
    private static bool IsEnumeration(Place place) => place.Node.Has("enum") && place.Key != NullableForm.Name;

    private static bool IsText(YamlNode word) => word is YamlScalarNode scalar && Scalar.KindOf(scalar) == ScalarKind.Text;

    private static IEnumerable<Finding> NamesOf(Place place)
    {
        string[] words = [.. place.Node.List("enum").Select(word => word.ToString())];
        YamlNode at = place.Node.Get("x-enumNames") ?? place.Node.Get("enum")!;
        string[] names = [.. ClrNames.OfWords(place.Node)];
        if (names.Length != words.Length)
            return [new Finding(at, $"{words.Length} words have {names.Length} names in x-enumNames.")];
        IEnumerable<Finding> bad =
            from name in names
            where !NamingRules.IsPascalCase(name) || Taken.Contains(name) || name == place.Key
            select new Finding(at, $"'{name}' cannot be the C# name of a value of {place.Key}; give PascalCase names in x-enumNames.");
        IEnumerable<Finding> repeated =
            from same in names.GroupBy(name => name)
            where same.Count() > 1 && words.Distinct().Count() == words.Length
            select new Finding(at, $"Two words have the C# name '{same.Key}'.");
        return bad.Concat(repeated);
    }
}
