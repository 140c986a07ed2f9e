namespace Sequence.Exchange.Accounts;

/// <summary>One row that a client writes into its paper account.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Holding">What kind of holding; null for cash.</param>
/// <param name="Symbol">The asset, or the symbol as it is listed.</param>
/// <param name="Quantity">Signed on perps.</param>
/// <param name="Entry">Average price in USD.</param>
internal sealed record SeedRow(string Venue, HoldingKind? Holding, string Symbol, Qty Quantity, Px Entry);

/// <summary>Reads such rows, or refuses the one that cannot be.</summary>
internal static class SeedReader
{
    private const int MostRows = 5000;

    public static IReadOnlyList<SeedRow> Read(Wire.SandboxPositionsBody body, MarketPlace markets)
    {
        var at = new Field("positions");
        at.Require(at.Present(body.Positions).Count <= MostRows, $"must not hold more than {MostRows} rows.");
        return [.. body.Positions.Select((row, i) => Read(at[i].Present(row), at[i], markets))];
    }

    private static SeedRow Read(Wire.SandboxPosition row, Field at, MarketPlace markets)
    {
        string venue = at["venue"].Text(row.Venue);
        string symbol = markets.Canonical(at["symbol"].Text(row.Symbol));
        HoldingKind? kind = KindOf(row.Kind, at["kind"]);
        // A coin that a venue's markets are paid in is that venue's cash.
        if (kind == HoldingKind.Crypto && Statement.IsCoin(symbol) && markets.All.Any(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase) && market.Instrument.Quote == symbol))
            kind = null;
        at["qty"].Require(Qty.TryFromDecimal(row.Qty, out Qty quantity), "must have at most 8 decimals, and fit 64 bits at the scale of 10^8.");
        at["qty"].Require(quantity.Raw >= 0 || kind == HoldingKind.Perp, "must not be below 0, except of a perp.");
        decimal entry = row.EntryPriceUsd ?? markets.Rates.Find(symbol)?.ToDecimal() ?? 0m;
        at["entry_price_usd"].Require(entry >= 0 && Px.TryFromDecimal(entry, out _), "must be 0 or more, with at most 9 decimals.");
        decimal perUsd = kind is null ? 1 : 1 / (markets.Rates.Find(markets.QuoteOn(venue, symbol))?.ToDecimal() ?? 1);
        decimal price = Math.Max(entry * perUsd, markets.Find(venue, symbol)?.Mark?.ToDecimal() ?? 0);
        at["qty"].Require(Math.Abs(row.Qty) * Math.Max(1, price) <= Usd.MaxValue.ToDecimal(), "is worth more than the exchange can count.");
        at["entry_price_usd"].Require(entry * perUsd <= Px.MaxValue.ToDecimal(), "is more than the exchange can count.");
        return new SeedRow(venue.ToLowerInvariant(), kind, symbol, quantity, Px.FromDecimal(entry));
    }

    private static HoldingKind? KindOf(Wire.InstrumentKind kind, Field at)
    {
        if (kind == Wire.InstrumentKind.Fiat)
            return null;
        if (kind == Wire.InstrumentKind.Crypto)
            return HoldingKind.Crypto;
        if (kind == Wire.InstrumentKind.Perp)
            return HoldingKind.Perp;
        return kind == Wire.InstrumentKind.EventContract ? HoldingKind.EventContract : throw at.Refuse("must be fiat, crypto, perp or event_contract.");
    }
}
