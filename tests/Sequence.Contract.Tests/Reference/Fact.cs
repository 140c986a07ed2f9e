namespace Sequence.Contract.Tests.Reference;

/// <summary>One statement of the vendor's reference and how it is checked here.</summary>
/// <param name="Claim">The statement in the reference's own names.</param>
/// <param name="FaultAsync">Finds what is not so; null when the statement holds.</param>
internal sealed record Fact(string Claim, Func<Task<string?>> FaultAsync)
{
    public Fact(string claim, Func<string?> fault) : this(claim, () => Task.FromResult(fault()))
    {
    }

    /// <summary>Why this SDK does it differently on purpose; null when the statement must hold.</summary>
    public string? Difference { get; init; }

    public Fact Differs(string reason) => this with { Difference = reason };
}
