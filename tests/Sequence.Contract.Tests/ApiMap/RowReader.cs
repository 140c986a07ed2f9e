using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.ApiMap;

/// <summary>
/// Looks up every name that a row promises: types, members of the type that the text has come to, parameters by their place.
/// A chain that starts with a dot goes on from any type that the row has named.
/// </summary>
internal sealed class RowReader
{
    private static readonly Dictionary<string, Type> Variables = new(StringComparer.Ordinal)
    {
        ["client"] = typeof(SequenceClient),
        ["order"] = typeof(OrderResponse),
        ["stream"] = typeof(MarketDataStream),
        ["exchange"] = typeof(SandboxExchange),
        ["services"] = typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection),
    };

    private static readonly HashSet<string> Foreign =
    [
        "JToken", "TimeSpan", "ReadOnlyMemory", "IReadOnlyList", "IAsyncEnumerable", "IAsyncDisposable", "MidpointRounding",
    ];

    private readonly List<Type> _seen = [];
    private readonly List<string> _missing = [];

    private RowReader()
    {
    }

    /// <summary>The promised names that do not exist: a type, a member after its type and a dot, or a call with parameters of other names.</summary>
    public static IReadOnlyList<string> Missing(MapRow row)
    {
        RowReader reader = new();
        reader._seen.Add(typeof(SequenceClient));
        if (row.Owner.Length > 0)
            reader.StartWithOwner(row.Owner);
        foreach (string code in row.Code)
            reader.Read(CodeTokens.Of(code), isArgument: false);
        return reader._missing;
    }

    private void StartWithOwner(string owner)
    {
        Place place = new();
        foreach (string name in owner.Split('.'))
            place = name == "client" ? Place.At(typeof(SequenceClient)) : place.Type is { } type ? Step(type, name) : StartWithType(name, isNew: false);
        // Its own names only: the client has some of the same.
        if (_seen.Count > 1)
            _seen.Remove(typeof(SequenceClient));
    }

    private void Read(IReadOnlyList<SyntaxToken> tokens, bool isArgument)
    {
        Place place = new();
        for (int index = 0; index < tokens.Count; index++)
        {
            switch (tokens[index].Kind())
            {
                case SyntaxKind.IdentifierToken:
                    place = Name(tokens, index, place, isArgument);
                    break;
                case SyntaxKind.OpenParenToken:
                    IReadOnlyList<SyntaxToken> arguments = tokens.Inside(index);
                    Call(place, arguments);
                    index += arguments.Count + 1;
                    break;
                case SyntaxKind.OpenBraceToken:
                    IReadOnlyList<SyntaxToken> members = tokens.Inside(index);
                    Members(place.Type, members);
                    index += members.Count + 1;
                    break;
                case SyntaxKind.OpenBracketToken:
                    index += tokens.Inside(index).Count + 1;
                    place = new Place();
                    break;
                case SyntaxKind.DotToken or SyntaxKind.SlashToken:
                    break;
                default:
                    place = new Place();
                    break;
            }
        }
    }

    private Place Name(IReadOnlyList<SyntaxToken> tokens, int index, Place place, bool isArgument)
    {
        string name = tokens[index].ValueText;
        SyntaxKind before = index > 0 ? tokens[index - 1].Kind() : SyntaxKind.None;
        if (before == SyntaxKind.SlashToken)
            return place.Owner is { } owner ? Step(owner, name) : place;
        if (before == SyntaxKind.DotToken)
            return place.IsUnknown ? place : place.Type is { } type ? Step(type, name) : StepFromSeen(name);
        if (Variables.TryGetValue(name, out Type? variable))
            return Place.At(variable);
        // Lambda parameters, arguments, and what a type declares.
        if (!tokens[index].IsTypeLike() || Foreign.Contains(name) || (before == SyntaxKind.IdentifierToken && place.IsTypeItself))
            return Place.Unknown;
        return isArgument || before == SyntaxKind.NewKeyword || !_seen.Any(type => PublicMembers.Of(type, name).Count > 0)
            ? StartWithType(name, before == SyntaxKind.NewKeyword)
            : StepFromSeen(name);
    }

    private Place StartWithType(string name, bool isNew)
    {
        if (PublicMembers.TypeOf(name) is not { } type)
            return Lost(name);
        _seen.Insert(0, type);
        return new Place(type, null, isNew ? [.. type.GetConstructors()] : []) { IsTypeItself = true };
    }

    private Place StepFromSeen(string name) =>
        _seen.FirstOrDefault(type => PublicMembers.Of(type, name).Count > 0) is { } owner ? Step(owner, name) : Lost(name);

    private Place Step(Type owner, string name)
    {
        IReadOnlyList<MemberInfo> members = PublicMembers.Of(owner, name);
        if (members.Count == 0)
            return Lost($"{PublicMembers.SimpleName(owner)}.{name}");
        Type result = PublicMembers.ResultOf(members[0]);
        _seen.Insert(0, result);
        return new Place(result, owner, members);
    }

    private void Call(Place place, IReadOnlyList<SyntaxToken> arguments)
    {
        IReadOnlyList<SyntaxToken>[] parts = [.. arguments.Parts()];
        string[] names = [.. parts.Select(CodeTokens.ParameterName)];
        if (place.Members.Count > 0 && !arguments.Any(token => token.IsKind(SyntaxKind.DotDotToken)) && !PublicMembers.Takes(place.Members, names))
            _missing.Add($"{PublicMembers.SimpleName(place.Members[0].DeclaringType!)}.{place.Members[0].Name}({string.Join(", ", names)})");
        foreach (IReadOnlyList<SyntaxToken> part in parts)
            Read(part, isArgument: true);
    }

    /// <summary>A list of members in braces; after a colon come the values of the last one.</summary>
    private void Members(Type? owner, IReadOnlyList<SyntaxToken> list)
    {
        foreach (IReadOnlyList<SyntaxToken> part in list.Parts())
        {
            if (owner is null || !part[0].IsKind(SyntaxKind.IdentifierToken))
                return;
            Place place = Step(owner, part[0].ValueText);
            if (part.Count > 1 && part[1].IsKind(SyntaxKind.OpenParenToken))
                Call(place, part.Inside(1));
            if (part.Count > 2 && part[1].IsKind(SyntaxKind.ColonToken) && place.Type is { } values)
            {
                Step(values, part[2].ValueText);
                owner = values;
            }
        }
    }

    private Place Lost(string name)
    {
        _missing.Add(name);
        return Place.Unknown;
    }

    /// <summary>Where a chain has come to.</summary>
    private sealed record Place(Type? Type, Type? Owner, IReadOnlyList<MemberInfo> Members)
    {
        public Place()
            : this(null, null, [])
        {
        }

        /// <summary>The names that follow belong to something that is not looked up.</summary>
        public bool IsUnknown { get; init; }

        /// <summary>The last name was the type's own, not a member's.</summary>
        public bool IsTypeItself { get; init; }

        public static Place Unknown { get; } = new() { IsUnknown = true };

        public static Place At(Type type) => new(type, null, []);
    }
}
