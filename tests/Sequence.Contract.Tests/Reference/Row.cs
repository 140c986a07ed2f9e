namespace Sequence.Contract.Tests.Reference;

/// <summary>One row of a table: <c>statement = .NET name ! reason</c>. A reason may be narrowed to one half of a method: <c>! takes: reason</c> or <c>! gives: reason</c>.</summary>
internal sealed record Row(string Statement, string? Name, string? Reason)
{
    public static Row Parse(string text)
    {
        string[] halves = text.Split(" ! ", 2);
        string[] parts = halves[0].Split(" = ", 2);
        return new Row(parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : null, halves.Length > 1 ? halves[1].Trim() : null);
    }

    public Fact Fact(string claim, Func<string?> fault, string? isOf = null)
    {
        var fact = new Fact(claim, fault);
        if (Reason is null)
            return fact;
        foreach (string half in new[] { "takes", "gives" })
        {
            if (Reason.StartsWith(half + ": ", StringComparison.Ordinal))
                return half == isOf ? fact.Differs(Reason[(half.Length + 2)..]) : fact;
        }

        return fact.Differs(Reason);
    }
}
