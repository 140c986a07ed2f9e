namespace Sequence.Exchange.Accounts;

/// <summary>
/// The positions of an account at one moment, in USD. Assets pegged to USD count 1, others the mid of their USD pair.
/// A currency without one (ZAR) is priced through an asset that trades against both: BTC-USD over BTC-ZAR.
/// What no market prices counts 0, and so does what is quoted in it.
/// </summary>
internal sealed class Statement(MarketPlace markets)
{
    private static readonly string[] Pegged = ["USD", "USDC", "USDT"];

    /// <summary>True for USD and the coins that stand for it.</summary>
    public static bool IsPegged(string asset) => Pegged.Contains(asset, StringComparer.Ordinal);

    /// <summary>Cash in the form of a coin: it is shown as crypto.</summary>
    public static bool IsCoin(string asset) => asset is "USDC" or "USDT";

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
        Px price = PriceOf(cash.Asset);
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
        Px quotePrice = PriceOf(holding.Quote);
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
            EntryPriceUsd = Convert(holding.EntryPrice, quotePrice),
            CurrentPriceUsd = Convert(mark, quotePrice),
            CurrentValueUsd = Convert(value, quotePrice),
            UnrealizedPnlUsd = Convert(value - holding.Cost, quotePrice),
            RealizedPnlUsd = Convert(holding.Realized - holding.Funding, quotePrice),
            FeesUsd = Convert(holding.Fees, quotePrice),
            Lifecycle = State(StateOf(holding)),
            Transferable = holding.Kind == HoldingKind.Crypto,
            Settled = holding.SettledMark is not null,
            SettledMarkUsd = holding.SettledMark is { } settled ? Convert(settled, quotePrice) : null,
        };
    }

    /// <summary>The mid over all venues values a coin that its own venue does not trade.</summary>
    private Px? OtherVenues(Holding holding) =>
        holding is { Market: null, Kind: HoldingKind.Crypto } ? Mid($"{holding.Symbol}-{holding.Quote}") : null;

    /// <summary>The price of one unit of an asset in USD; 0 when no market tells.</summary>
    public Px PriceOf(string asset) =>
        IsPegged(asset) ? Px.FromRaw(Px.Scale) : Mid($"{asset}-USD") ?? Cross(asset) ?? Px.Zero;

    private Px? Cross(string asset)
    {
        foreach (VenueMarket market in markets.All)
        {
            Instrument pair = market.Instrument;
            if (pair.Quote == asset && Mid(pair.Symbol) is { } inAsset && Mid($"{pair.Base}-USD") is { } inUsd)
                return Px.FromRaw(FixedPoint.MultiplyDivide(inUsd.Raw, Px.Scale, inAsset.Raw, MidpointRounding.ToEven));
        }

        return null;
    }

    private Px? Mid(string symbol) => Prices.Mid(markets.For(symbol));

    private static Qty Units(Usd amount) => Qty.FromDecimal(amount.ToDecimal(), MidpointRounding.ToNegativeInfinity);

    private static Px Convert(Px price, Px quotePrice) =>
        Px.FromRaw(FixedPoint.MultiplyDivide(price.Raw, quotePrice.Raw, Px.Scale, MidpointRounding.ToEven));

    private static Usd Convert(Usd amount, Px quotePrice) =>
        Usd.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, quotePrice.Raw, Px.Scale, MidpointRounding.ToEven));

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
