namespace Sequence.Contract.Lint.Rules;

/// <summary>Where a fact of the contract comes from.</summary>
internal static class Facts
{
    public static IReadOnlyList<string> Known { get; } = ["seed", "docs", "vendor-client", "profile", "inferred"];

    public static string Message(string? fact) => $"x-fact is '{fact}'; it says where the fact comes from: {string.Join(", ", Known)}.";
}
