namespace Sequence.Exchange.Accounts;

/// <summary>
/// The positions of an account at one moment, in USD. Currencies convert at the fixed rates of the exchange, so that only
/// marks move a value. What has no rate counts 0, and so does what is quoted in it.
/// </summary>
internal sealed class Statement(MarketPlace markets)
{
    /// <summary>Cash in the form of a coin: it is shown as crypto.</summary>
    public static bool IsCoin(string asset) => UsdRates.IsStablecoin(asset);

    /// <summary>All rows, closed ones too, in order of first use, with their sums.</summary>
    public Wire.PositionsResponse Of(Ledger ledger, UnixNanos asOf)
    {
        List<Wire.Position> rows = [.. ledger.Cash.Select(Row), .. ledger.Holdings.Select(Row)];
        return new Wire.PositionsResponse
        {
            Positions = [.. rows.OrderBy(row => row.Id)],
            Totals = new Wire.PositionTotals { NavUsd = NetValue(rows), CashUsd = Total(ledger.Cash.Select(Row), row => row.CurrentValueUsd) },
            AsOf = asOf,
        };
    }

    /// <summary>Net value: cash, the value of what is owned, and the open P&amp;L of perps.</summary>
    public Usd NetValue(Ledger ledger) => NetValue([.. ledger.Cash.Select(Row), .. ledger.Holdings.Select(Row)]);

    private static Usd NetValue(IReadOnlyCollection<Wire.Position> rows) =>
        Total(rows, row => row.Instrument.Kind == Wire.InstrumentKind.Perp ? row.UnrealizedPnlUsd : row.CurrentValueUsd);

    /// <summary>The wire cannot count beyond 9.2 billion USD, which ten venues full of opening cash exceed: the sum stops there.</summary>
    private static Usd Total(IEnumerable<Wire.Position> rows, Func<Wire.Position, Usd> amount)
    {
        Int128 sum = 0;
        foreach (Wire.Position row in rows)
            sum += amount(row).Raw;
        return Usd.FromRaw((long)Int128.Clamp(sum, long.MinValue, long.MaxValue));
    }

    private Wire.Position Row(CashBalance cash)
    {
        Px price = markets.Rates.Of(cash.Asset);
        Qty quantity = Units(cash.Amount);
        Qty locked = Units(cash.Locked);
        return new Wire.Position
        {
            Id = cash.Id,
            Venue = cash.Venue,
            Instrument = new Wire.PositionInstrument { Kind = IsCoin(cash.Asset) ? Wire.InstrumentKind.Crypto : Wire.InstrumentKind.Fiat, Symbol = cash.Asset },
            Qty = quantity,
            LockedQty = locked,
            AvailableQty = quantity - locked,
            EntryPriceUsd = price,
            CurrentPriceUsd = price,
            CurrentValueUsd = price * quantity,
            Lifecycle = State(Wire.LifecycleState.Active),
            Transferable = true,
        };
    }

    private Wire.Position Row(Holding holding)
    {
        Px rate = markets.Rates.Of(holding.Quote);
        Px? elsewhere = OtherVenues(holding);
        Px mark = elsewhere ?? holding.Mark ?? holding.EntryPrice;
        Usd value = elsewhere is { } price ? price * holding.Quantity : holding.Value;
        return new Wire.Position
        {
            Id = holding.Id,
            Venue = holding.Venue,
            Instrument = new Wire.PositionInstrument { Kind = Kind(holding.Kind), Symbol = holding.Symbol },
            Qty = holding.Quantity,
            LockedQty = holding.Locked,
            AvailableQty = holding.Available,
            EntryPriceUsd = UsdRates.Convert(holding.EntryPrice, rate),
            CurrentPriceUsd = UsdRates.Convert(mark, rate),
            CurrentValueUsd = UsdRates.Convert(value, rate),
            UnrealizedPnlUsd = UsdRates.Convert(value - holding.Cost, rate),
            RealizedPnlUsd = UsdRates.Convert(holding.Realized - holding.Funding, rate),
            FeesUsd = UsdRates.Convert(holding.Fees, rate),
            Lifecycle = State(StateOf(holding)),
            Transferable = holding.Kind == HoldingKind.Crypto,
            Settled = holding.SettledMark is not null,
            SettledMarkUsd = holding.SettledMark is { } settled ? UsdRates.Convert(settled, rate) : null,
        };
    }

    /// <summary>The mid over all venues values a coin that its own venue does not trade.</summary>
    private Px? OtherVenues(Holding holding) =>
        holding is { Market: null, Kind: HoldingKind.Crypto } ? Mid($"{holding.Symbol}-{holding.Quote}") : null;

    private Px? Mid(string symbol) => Prices.Mid(markets.For(symbol));

    private static Qty Units(Usd amount) => Qty.FromDecimal(amount.ToDecimal(), MidpointRounding.ToNegativeInfinity);

    private static Wire.PositionLifecycle State(Wire.LifecycleState state) => new() { State = state };

    private static Wire.LifecycleState StateOf(Holding holding)
    {
        if (holding.IsRedeemed)
            return Wire.LifecycleState.Redeemed;
        if (holding.Quantity == Qty.Zero)
            return Wire.LifecycleState.Closed;
        return holding.SettledMark is null ? Wire.LifecycleState.Active : Wire.LifecycleState.Resolved;
    }

    private static Wire.InstrumentKind Kind(HoldingKind kind) => kind switch
    {
        HoldingKind.Crypto => Wire.InstrumentKind.Crypto,
        HoldingKind.Perp => Wire.InstrumentKind.Perp,
        _ => Wire.InstrumentKind.EventContract,
    };
}
