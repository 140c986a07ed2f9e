namespace Sequence.Exchange.Automation;

/// <summary>The symbols of a body, as they are listed.</summary>
internal static class SymbolList
{
    /// <exception cref="RefusedException">Validation: none, or one that no venue lists.</exception>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? symbols, Field at, MarketPlace markets)
    {
        at.Require(symbols is { Count: > 0 }, "needs at least one symbol.");
        return [.. symbols!.Select((symbol, i) => Read(symbol, at[i], markets)).Distinct()];
    }

    /// <summary>The same out of a free-form body.</summary>
    public static IReadOnlyList<string> Read(JToken? symbols, Field at, MarketPlace markets)
    {
        JArray list = symbols as JArray ?? throw at.Refuse("must be a list of symbols.");
        return Read([.. list.Select((symbol, i) => symbol.Type == JTokenType.String ? (string)symbol! : throw at[i].Refuse("must be a text."))], at, markets);
    }

    /// <exception cref="RefusedException">Validation: missing, or no venue lists it.</exception>
    public static string Read(string? symbol, Field at, MarketPlace markets) =>
        markets.Instrument(at.Text(symbol))?.Symbol ?? throw at.Refuse($"no venue lists '{symbol}'.");
}
