using Sequence.Contract.Lint;

namespace Sequence.Contract.Review;

/// <summary>What a change of the contract means for programs that exist.</summary>
internal enum ChangeKind
{
    /// <summary>Words for readers only.</summary>
    None,

    /// <summary>More than before, and nothing else.</summary>
    Additive,

    /// <summary>A program may have to change.</summary>
    Breaking,
}

/// <summary>The difference of two contracts.</summary>
/// <param name="Kind">The worst of its lines.</param>
/// <param name="Lines">Each difference: what it is, and its kind.</param>
internal sealed record ContractChange(ChangeKind Kind, IReadOnlyList<(ChangeKind Kind, string Text)> Lines)
{
    public static ContractChange Between(ContractDocument old, ContractDocument current)
    {
        Dictionary<string, Promise> before = ByTitle(old);
        Dictionary<string, Promise> after = ByTitle(current);
        HashSet<string> owners = [.. before.Values.Select(promise => promise.Owner)];
        List<(ChangeKind Kind, string Text)> lines = [];
        foreach (Promise gone in before.Values.Where(promise => !after.ContainsKey(promise.Title)))
            lines.Add((ChangeKind.Breaking, $"- {gone.Title}: {gone.Text}"));
        foreach (Promise promise in after.Values)
        {
            if (!before.TryGetValue(promise.Title, out Promise? was))
                lines.Add((promise.IsAsked && owners.Contains(promise.Owner) ? ChangeKind.Breaking : ChangeKind.Additive, $"+ {promise.Title}: {promise.Text}"));
            else if (was.Text != promise.Text)
                lines.Add((ChangeKind.Breaking, $"~ {promise.Title}: {was.Text} -> {promise.Text}"));
        }

        return new ContractChange(lines.Select(line => line.Kind).DefaultIfEmpty().Max(), [.. lines.OrderByDescending(line => line.Kind)]);
    }

    /// <summary>A contract that breaks a rule may say a thing twice.</summary>
    private static Dictionary<string, Promise> ByTitle(ContractDocument contract) =>
        Promises.Of(contract).DistinctBy(promise => promise.Title).ToDictionary(promise => promise.Title, StringComparer.Ordinal);

    /// <summary>The kind in a sentence, then each difference in a line of its own.</summary>
    public string Describe()
    {
        string sentence = Kind switch
        {
            ChangeKind.Breaking => "The contract changes in a **breaking** way: programs that exist may have to change.",
            ChangeKind.Additive => "The contract change is **additive**: programs that exist go on as they are.",
            _ => "The contract changes in **nothing** that a program could notice.",
        };
        return Lines.Count == 0 ? sentence + "\n" : $"{sentence}\n\n```diff\n{string.Join('\n', Lines.Select(line => $"{line.Text}{(line.Kind == ChangeKind.Breaking ? "  (breaking)" : "")}"))}\n```\n";
    }
}
