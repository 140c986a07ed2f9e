using System.Text.RegularExpressions;

namespace Sequence.Sdk;

/// <summary>Compares the spelling of a symbol with the instrument type that is sent: the server takes the type as a hint and does not say when they disagree.</summary>
internal static partial class SymbolSpelling
{
    public static IEnumerable<GraphProblem> Warnings(OrderTerms terms, string field, string subject)
    {
        // A prediction token or ticker without a type is common and understood by the server.
        if (TypeOf(terms.Symbol) is not InstrumentType spelled || spelled == terms.InstrumentType
            || (terms.InstrumentType == InstrumentType.Spot && spelled == InstrumentType.Prediction))
            yield break;
        yield return new GraphProblem(field, $"{subject}'{terms.Symbol}' is spelled like {Example(spelled)}, but is sent as type {terms.InstrumentType}.");
    }

    /// <summary>The type that a symbol is spelled like; null when the spelling says nothing.</summary>
    public static InstrumentType? TypeOf(string symbol) =>
        symbol.EndsWith("-PERP", StringComparison.OrdinalIgnoreCase) ? InstrumentType.Perp
        : IsPrediction(symbol) ? InstrumentType.Prediction
        : Pair().IsMatch(symbol) ? InstrumentType.Spot
        : null;

    private static bool IsPrediction(string symbol) =>
        SymbolNames.IsToken(symbol)
        || symbol.EndsWith(":YES", StringComparison.OrdinalIgnoreCase)
        || symbol.EndsWith(":NO", StringComparison.OrdinalIgnoreCase)
        || symbol.Contains("polymarket.com/", StringComparison.OrdinalIgnoreCase)
        || Ticker().IsMatch(symbol)
        || Slug().IsMatch(symbol);

    private static string Example(InstrumentType type) => type.Known switch
    {
        InstrumentTypeKind.Perp => "a perpetual future (BTC-USD-PERP)",
        InstrumentTypeKind.Prediction => "an outcome of a prediction market",
        _ => "a spot pair (BTC-USD)",
    };

    [GeneratedRegex("^[A-Z0-9]{2,12}[-/](USD|USDC|USDT|EUR|GBP|JPY|BTC|ETH)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pair();

    /// <summary>Kalshi: a series that begins with KX, and at least one part that begins with a digit.</summary>
    [GeneratedRegex("^KX[A-Z0-9]+-[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Ticker();

    /// <summary>Polymarket: at least three words in lower case.</summary>
    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+){2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
