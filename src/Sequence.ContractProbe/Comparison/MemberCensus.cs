using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Comparison;

/// <summary>Where a member that was seen stands in the contract.</summary>
internal enum MemberStanding
{
    /// <summary>The contract lists it.</summary>
    Declared,

    /// <summary>The contract lists the members of its object, and not this one.</summary>
    Unknown,

    /// <summary>The contract leaves this part of the answer open.</summary>
    Free,
}

/// <summary>What is known of one member after all answers.</summary>
internal sealed class MemberRecord(string pattern, MemberStanding standing, string? fact)
{
    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);

    public string Pattern { get; } = pattern;

    public MemberStanding Standing { get; } = standing;

    /// <summary>The member's own x-fact; null when it has none.</summary>
    public string? Fact { get; } = fact;

    /// <summary>The JSON types it was seen with; empty when it was never sent.</summary>
    public IReadOnlyCollection<string> Kinds => _kinds;

    public void See(IEnumerable<string> kinds) => _kinds.UnionWith(kinds);
}

/// <summary>Which members came, and with which JSON types. Values are never kept.</summary>
internal sealed class MemberCensus
{
    private readonly Dictionary<string, MemberRecord> _members = new(StringComparer.Ordinal);

    public IReadOnlyList<MemberRecord> Seen(MemberStanding standing) =>
        [.. _members.Values.Where(member => member.Standing == standing && member.Kinds.Count > 0)];

    public IReadOnlyList<MemberRecord> NeverSeen => [.. _members.Values.Where(member => member.Kinds.Count == 0)];

    public int Count => _members.Count;

    /// <summary>A member of an object that came, whether it came itself or not.</summary>
    public void Expect(JsonPlace at, string? fact) => Find(at.Pattern, MemberStanding.Declared, fact);

    public void See(JsonPlace at, MemberStanding standing, JToken value, string? fact = null) => Find(at.Pattern, standing, fact).See([KindOf(value)]);

    public void Add(MemberCensus other)
    {
        foreach (MemberRecord member in other._members.Values)
            Find(member.Pattern, member.Standing, member.Fact).See(member.Kinds);
    }

    /// <summary>The JSON type of a value.</summary>
    public static string KindOf(JToken value) => value.Type switch
    {
        JTokenType.Object => "object",
        JTokenType.Array => "array",
        JTokenType.String => "string",
        JTokenType.Boolean => "boolean",
        JTokenType.Integer => "integer",
        JTokenType.Float => "number",
        _ => "null",
    };

    private MemberRecord Find(string pattern, MemberStanding standing, string? fact)
    {
        if (!_members.TryGetValue(pattern, out MemberRecord? member))
            _members[pattern] = member = new MemberRecord(pattern, standing, fact);
        return member;
    }
}
