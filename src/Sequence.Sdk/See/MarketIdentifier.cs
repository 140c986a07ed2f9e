namespace Sequence.Sdk;

/// <summary>Tells from the look of a name how the server finds the market: by token, by ticker or by slug.</summary>
internal static class MarketIdentifier
{
    public static MarketFilter ToFilter(string identifier, string venue)
    {
        var filter = new MarketFilter(venue) { Limit = 1 };
        if (Is(venue, "polymarket") && SymbolNames.IsToken(identifier))
            return filter with { TokenId = identifier, Active = false };
        return filter with { Slug = Is(venue, "kalshi") ? WithoutOutcome(identifier) : identifier };
    }

    private static string WithoutOutcome(string ticker)
    {
        int colon = ticker.LastIndexOf(':');
        return colon > 0 && (Is(ticker[(colon + 1)..], "YES") || Is(ticker[(colon + 1)..], "NO")) ? ticker[..colon] : ticker;
    }

    private static bool Is(string text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}
