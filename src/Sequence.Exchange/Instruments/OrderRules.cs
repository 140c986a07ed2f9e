namespace Sequence.Exchange.Instruments;

/// <summary>A rule of an instrument that an order can break.</summary>
internal enum OrderRule
{
    TickSize,
    PriceRange,
    PriceCollar,
    LotSize,
    MinQuantity,
    MinNotional,
}

/// <summary>A rule that an order breaks.</summary>
/// <param name="Rule">Which one.</param>
/// <param name="Text">The rule with its value, what the order has, and what would be valid.</param>
internal sealed record RuleViolation(OrderRule Rule, string Text);

/// <summary>
/// Checks an order against the rules of the venues that it may go to. A rule is broken when no venue accepts the order: a price
/// is rounded to the tick and a part to the lot of the venue that it is routed to, so that a finer venue opens the way to all.
/// </summary>
internal static class OrderRules
{
    private const decimal BpsPerUnit = 10_000m;

    /// <summary>The first rule of prices that a limit breaks; null when it breaks none.</summary>
    /// <param name="listings">The instrument on each venue; at least one.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="middle">What the price collar counts from; null checks no collar.</param>
    public static RuleViolation? OfPrice(IReadOnlyList<Instrument> listings, BookSide side, Px limit, Px? middle)
    {
        Instrument first = listings[0];
        if (!listings.Any(instrument => instrument.Takes(limit)))
            return new RuleViolation(OrderRule.PriceRange, $"the price of {first.Symbol} is {first.Tick} to {Px.FromRaw(Px.Scale) - first.Tick}, not {limit}: it pays 1 at most.");
        if (!listings.Any(instrument => IsMultiple(limit.Raw, instrument.Tick.Raw)))
            return TickSize(listings.MinBy(instrument => instrument.Tick.Raw)!, limit);
        return middle is { } reference && listings.All(instrument => IsBeyond(instrument, side, limit, reference))
            ? Collar(listings.MaxBy(instrument => instrument.CollarBps)!, side, limit, reference)
            : null;
    }

    /// <summary>The first rule of sizes that a quantity breaks; null when it breaks none.</summary>
    /// <param name="listings">The instrument on each venue; at least one.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="price">What a unit is worth, in the quote asset; null checks no minimum notional.</param>
    public static RuleViolation? OfQuantity(IReadOnlyList<Instrument> listings, Qty quantity, Px? price)
    {
        if (!listings.Any(instrument => IsMultiple(quantity.Raw, instrument.Lot.Raw)))
            return LotSize(listings.MinBy(instrument => instrument.Lot.Raw)!, quantity);
        return OfMinimum(listings, quantity, price);
    }

    /// <summary>The minimum that a quantity does not reach; null when it reaches all.</summary>
    /// <inheritdoc cref="OfQuantity"/>
    public static RuleViolation? OfMinimum(IReadOnlyList<Instrument> listings, Qty quantity, Px? price)
    {
        if (listings.All(instrument => quantity < instrument.MinQuantity))
        {
            Instrument least = listings.MinBy(instrument => instrument.MinQuantity.Raw)!;
            return new RuleViolation(OrderRule.MinQuantity, $"the minimum quantity of {least.Symbol} is {least.MinQuantity}, not {quantity}; {least.MinQuantity} is valid.");
        }

        if (price is not { Raw: > 0 } unit || listings.Any(instrument => unit.ToDecimal() * quantity.ToDecimal() >= instrument.MinNotional.ToDecimal()))
            return null;
        Instrument cheapest = listings.MinBy(instrument => instrument.MinNotional.Raw)!;
        return new RuleViolation(
            OrderRule.MinNotional,
            $"the minimum notional of {cheapest.Symbol} is {cheapest.MinNotional} {cheapest.Quote}, not {quantity} at {unit}; {Enough(cheapest, unit)} is valid.");
    }

    /// <summary>The smallest quantity of whole lots that reaches the minimum notional.</summary>
    private static Qty Enough(Instrument instrument, Px unit)
    {
        decimal lots = Math.Ceiling(instrument.MinNotional.ToDecimal() / unit.ToDecimal() / instrument.Lot.ToDecimal());
        return Qty.FromDecimal(Math.Min(lots * instrument.Lot.ToDecimal(), Qty.MaxValue.ToDecimal()), MidpointRounding.ToZero);
    }

    private static RuleViolation TickSize(Instrument instrument, Px limit)
    {
        Px below = limit.RoundToTick(instrument.Tick, MidpointRounding.ToZero);
        Px above = below + instrument.Tick;
        string valid = below > Px.Zero && instrument.Takes(above) ? $"{below} and {above} are" : below > Px.Zero ? $"{below} is" : $"{above} is";
        return new RuleViolation(OrderRule.TickSize, $"the tick size of {instrument.Symbol} is {instrument.Tick}, and {limit} is not a multiple of it; {valid} valid.");
    }

    private static RuleViolation LotSize(Instrument instrument, Qty quantity)
    {
        Qty below = quantity.RoundToLot(instrument.Lot);
        bool hasAbove = below <= Qty.MaxValue - instrument.Lot;
        string above = hasAbove ? $"{below + instrument.Lot}" : "";
        string valid = below.Raw > 0 && hasAbove ? $"{below} and {above} are" : below.Raw > 0 ? $"{below} is" : $"{above} is";
        return new RuleViolation(OrderRule.LotSize, $"the lot size of {instrument.Symbol} is {instrument.Lot}, and {quantity} is not a multiple of it; {valid} valid.");
    }

    private static RuleViolation Collar(Instrument instrument, BookSide side, Px limit, Px middle)
    {
        Px bound = Bound(instrument, side, middle);
        string direction = side == BookSide.Bid ? "buys at most" : "sells at least";
        return new RuleViolation(
            OrderRule.PriceCollar,
            $"the price collar of {instrument.Symbol} is {instrument.CollarBps} bps from the middle {middle}, so it {direction} at {bound}, not at {limit}; {bound} is valid.");
    }

    private static bool IsBeyond(Instrument instrument, BookSide side, Px limit, Px middle) => instrument.CollarBps is not null
        && (side == BookSide.Bid ? limit > Bound(instrument, side, middle) : limit < Bound(instrument, side, middle));

    /// <summary>The last valid price: the collar, moved inwards to the tick.</summary>
    private static Px Bound(Instrument instrument, BookSide side, Px middle)
    {
        decimal share = instrument.CollarBps!.Value / BpsPerUnit;
        decimal bound = Math.Min(middle.ToDecimal() * (side == BookSide.Bid ? 1 + share : Math.Max(0, 1 - share)), Px.MaxValue.ToDecimal());
        return Px.FromDecimal(bound, MidpointRounding.ToZero)
            .RoundToTick(instrument.Tick, side == BookSide.Bid ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
    }

    private static bool IsMultiple(long raw, long step) => step > 0 && raw % step == 0;
}
