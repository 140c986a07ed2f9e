namespace Sequence.ContractProbe.Contract;

/// <summary>A schema of the contract with its references resolved. One that says nothing about the value is free.</summary>
internal sealed record WireSchema
{
    /// <summary>object, array, string, integer, number or boolean; null when the schema is free or has several forms.</summary>
    public string? Type { get; init; }

    public string? Format { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>How sure the contract is of it (x-fact); null when it does not say.</summary>
    public string? Fact { get; init; }

    /// <summary>The words of an enum; empty when any text goes.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The members of an object; null when none are listed.</summary>
    public IReadOnlyDictionary<string, WireMember>? Members { get; init; }

    /// <summary>What every member that is not listed looks like; null when nothing is said of them.</summary>
    public WireSchema? OtherMembers { get; init; }

    /// <summary>What the entries of a list look like.</summary>
    public WireSchema? Items { get; init; }

    public int LeastItems { get; init; }

    /// <summary>The forms of which a value has one; empty when there is only one form.</summary>
    public IReadOnlyList<WireSchema> Forms { get; init; } = [];

    /// <summary>The x-fact of what the schema says about members. That of a number or a word speaks of its encoding, and not of who has it.</summary>
    public string? ShapeFact => Members is not null || Forms.Count > 0 ? Fact : null;

    public bool IsFree => Type is null && Forms.Count == 0;

    /// <summary>The schema in a few words, for a message.</summary>
    public string Describe() => this switch
    {
        { Words.Count: > 0 } => $"one of {string.Join(", ", Words)}",
        { Type: { } type, Format: { } format } => $"{type} ({format})",
        { Type: { } type } => type,
        { Forms.Count: > 0 } => string.Join(" or ", Forms.Select(form => form.Describe())),
        _ => "anything",
    };
}

/// <summary>A listed member of an object.</summary>
/// <param name="Schema">What it looks like.</param>
/// <param name="IsRequired">It is always sent.</param>
/// <param name="Fact">How sure the contract is of it; null when it says no more than the operation does.</param>
internal sealed record WireMember(WireSchema Schema, bool IsRequired, string? Fact);
