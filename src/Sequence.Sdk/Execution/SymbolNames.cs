namespace Sequence.Sdk;

/// <summary>
/// Compares the symbol of a request with the symbol of an answer. A server may answer under another spelling, and under a token id when it was asked
/// by slug or address, so only a sure difference counts.
/// </summary>
internal static class SymbolNames
{
    /// <summary>Polymarket's outcome tokens are decimal numbers at least this long; no other name is.</summary>
    private const int ShortestToken = 60;

    private static readonly string[] OutcomeSuffixes = [":YES", ":NO"];
    private static readonly string[] PerpSuffixes = ["PERP", "SWAP"];

    private enum Kind
    {
        Name,
        Token,
        Address,
    }

    /// <summary>True only when the two surely name different things.</summary>
    /// <param name="asked">The symbol of the request.</param>
    /// <param name="got">The symbol of the answer; null or empty is no evidence.</param>
    public static bool Differ(string asked, string? got)
    {
        if (string.IsNullOrEmpty(got))
            return false;
        Kind kind = KindOf(asked);
        if (kind == Kind.Address || kind != KindOf(got))
            return false;
        if (kind == Kind.Token)
            return asked.Trim() != got.Trim();
        (string askedName, string? askedOutcome) = Split(Canonical(asked));
        (string gotName, string? gotOutcome) = Split(Canonical(got));
        return askedName != gotName || (askedOutcome is not null && gotOutcome is not null && askedOutcome != gotOutcome);
    }

    /// <summary>True for the id of an outcome token of Polymarket.</summary>
    public static bool IsToken(string symbol) => symbol.Length >= ShortestToken && symbol.All(char.IsAsciiDigit);

    /// <summary>True when none of the symbols can be what came.</summary>
    public static bool DifferFromAll(IEnumerable<string> asked, string? got) => asked.All(symbol => Differ(symbol, got));

    /// <summary>Whether two names of perpetual swaps name the same one: venues write <c>BTCUSDT</c> for the server's <c>BTC-USD-PERP</c>.</summary>
    public static bool IsSamePerp(string asked, string got) => Perp(asked) == Perp(got);

    private static string Perp(string symbol)
    {
        string name = Canonical(symbol);
        foreach (string suffix in PerpSuffixes)
            name = name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        return name.Length > 4 && (name.EndsWith("USDT", StringComparison.Ordinal) || name.EndsWith("USDC", StringComparison.Ordinal)) ? name[..^1] : name;
    }

    private static Kind KindOf(string symbol) =>
        symbol.Contains("://", StringComparison.Ordinal) ? Kind.Address
        : IsToken(symbol) ? Kind.Token
        : Kind.Name;

    /// <summary>Capital letters without separators: pairs come with a dash, a slash or nothing between their parts.</summary>
    private static string Canonical(string symbol) => string.Concat(symbol.Where(c => c is not ('-' or '/' or '_' or ' '))).ToUpperInvariant();

    private static (string Name, string? Outcome) Split(string canonical)
    {
        foreach (string suffix in OutcomeSuffixes)
        {
            if (canonical.Length > suffix.Length && canonical.EndsWith(suffix, StringComparison.Ordinal))
                return (canonical[..^suffix.Length], suffix);
        }

        return (canonical, null);
    }
}
