using System.Globalization;

namespace Sequence.Sdk;

/// <summary>
/// The rules that a venue checks orders of one instrument by: tick, lot, minimums, price range and price collar. Rounds prices and
/// quantities to them, and finds what an order breaks before it is sent.
/// </summary>
/// <remarks>
/// The API does not document an operation that returns such rules: take them from the venue's documentation. Everything is exact; no
/// <see cref="double"/> is involved.
/// </remarks>
/// <example>
/// <code>
/// var rules = new InstrumentRules { TickSize = Px.FromDecimal(0.1m), LotSize = Qty.FromDecimal(0.00001m), MinNotional = Usd.FromDecimal(5m) };
/// Px limit = rules.RoundPrice(Px.FromDecimal(74_000.07m), Side.Buy);   // 74000
/// Qty quantity = rules.RoundQty(Qty.FromDecimal(0.123456m));           // 0.12345
/// </code>
/// </example>
public sealed record InstrumentRules
{
    private const decimal BpsPerUnit = 10_000m;

    /// <summary>Contracts of prediction markets: prices of 0.01 to 0.99 in cents, whole contracts.</summary>
    public static InstrumentRules Prediction { get; } = new()
    {
        TickSize = Px.FromDecimal(0.01m),
        LotSize = Qty.FromDecimal(1m),
        MaxPrice = Px.FromDecimal(0.99m),
    };

    /// <summary>Prices are multiples of it; above zero.</summary>
    public required Px TickSize
    {
        get;
        init => field = value > Px.Zero ? value : throw Invalid(nameof(TickSize), value);
    }

    /// <summary>Quantities are multiples of it; above zero.</summary>
    public required Qty LotSize
    {
        get;
        init => field = value > Qty.Zero ? value : throw Invalid(nameof(LotSize), value);
    }

    /// <summary>The smallest quantity of an order; 0, the default, for no other than one lot.</summary>
    public Qty MinQuantity
    {
        get;
        init => field = value >= Qty.Zero ? value : throw Invalid(nameof(MinQuantity), value, "0 or more");
    }

    /// <summary>The smallest price x quantity of an order, in the quote asset; 0, the default, for none.</summary>
    public Usd MinNotional
    {
        get;
        init => field = value >= Usd.Zero ? value : throw Invalid(nameof(MinNotional), value, "0 or more");
    }

    /// <summary>The highest price; null, the default, for none. The lowest is one tick.</summary>
    public Px? MaxPrice
    {
        get;
        init => field = value is null || value > Px.Zero ? value : throw Invalid(nameof(MaxPrice), value);
    }

    /// <summary>How far above the reference price a buy and below it a sell may be limited, in basis points, 1 or more; null, the default, for no collar.</summary>
    public int? PriceCollarBps
    {
        get;
        init => field = value is null or > 0 ? value : throw Invalid(nameof(PriceCollarBps), value);
    }

    /// <summary>Moves a price to the nearest tick that is no worse for the order: down for a buy, up for a sell.</summary>
    /// <param name="price">Any price.</param>
    /// <param name="side">Buy or sell.</param>
    /// <exception cref="SequenceValidationException"><paramref name="side"/> is neither.</exception>
    /// <exception cref="OverflowException">That tick is out of range.</exception>
    public Px RoundPrice(Px price, Side side) =>
        price.RoundToTick(TickSize, IsBuy(side) ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);

    /// <inheritdoc cref="RoundPrice(Px, Side)"/>
    public Px RoundPrice(decimal price, Side side)
    {
        MidpointRounding rounding = IsBuy(side) ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity;
        return Px.FromDecimal(price, rounding).RoundToTick(TickSize, rounding);
    }

    /// <summary>Cuts a quantity to whole lots, towards zero.</summary>
    /// <param name="quantity">Any quantity.</param>
    public Qty RoundQty(Qty quantity) => quantity.RoundToLot(LotSize);

    /// <inheritdoc cref="RoundQty(Qty)"/>
    /// <exception cref="OverflowException">The quantity is out of range.</exception>
    public Qty RoundQty(decimal quantity) => Qty.FromDecimal(quantity, MidpointRounding.ToZero).RoundToLot(LotSize);

    /// <summary>Finds every rule that an order breaks.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantity">The order's quantity, in the base asset.</param>
    /// <param name="price">The limit; null, the default, for a market order.</param>
    /// <param name="reference">
    /// The present price of the market, such as the middle of a quote: the collar counts from it, and it stands for the price of a market order.
    /// Null, the default, checks no collar, and no minimum notional of a market order.
    /// </param>
    /// <returns>The problems, those of the price first; empty when the order keeps all rules.</returns>
    /// <exception cref="SequenceValidationException"><paramref name="side"/> is neither buy nor sell.</exception>
    public IReadOnlyList<RuleProblem> Check(Side side, Qty quantity, Px? price = null, Px? reference = null)
    {
        bool isBuy = IsBuy(side);
        var problems = new List<RuleProblem>();
        if (price is { } limit)
            CheckPrice(problems, isBuy, limit, reference);
        CheckQuantity(problems, quantity, reference ?? price);
        return problems;
    }

    private void CheckPrice(List<RuleProblem> problems, bool isBuy, Px limit, Px? reference)
    {
        if (limit < TickSize || limit > MaxPrice)
            problems.Add(Problem(InstrumentRule.PriceRange, $"the price must be {TickSize}{(MaxPrice is { } most ? $" to {most}" : " or more")}, but was {limit}."));
        Px below = limit.RoundToTick(TickSize, MidpointRounding.ToNegativeInfinity);
        if (below != limit)
            problems.Add(Problem(InstrumentRule.TickSize, $"the price must be a multiple of {TickSize}, such as {below} or {below + TickSize}, but was {limit}."));
        if (PriceCollarBps is not { } collar || reference is not { } middle)
            return;
        decimal share = collar / BpsPerUnit;
        decimal bound = middle.ToDecimal() * (isBuy ? 1 + share : 1 - share);
        if (isBuy ? limit.ToDecimal() > bound : limit.ToDecimal() < bound)
            problems.Add(Problem(InstrumentRule.PriceCollar, $"a {(isBuy ? "buy" : "sell")} at {limit} is more than {collar} bps through the reference price {middle}."));
    }

    private void CheckQuantity(List<RuleProblem> problems, Qty quantity, Px? price)
    {
        Qty below = quantity.RoundToLot(LotSize);
        if (below != quantity)
            problems.Add(Problem(InstrumentRule.LotSize, $"the quantity must be a multiple of {LotSize}, such as {(below > Qty.Zero ? $"{below} or " : "")}{below + LotSize}, but was {quantity}."));
        Qty least = Qty.Max(MinQuantity, LotSize);
        if (quantity < least)
            problems.Add(Problem(InstrumentRule.MinQuantity, $"the quantity must be {least} or more, but was {quantity}."));
        if (price is { } unit && unit.ToDecimal() * quantity.ToDecimal() is var notional && notional < MinNotional.ToDecimal())
            problems.Add(Problem(InstrumentRule.MinNotional, string.Create(CultureInfo.InvariantCulture, $"price x quantity must be {MinNotional} or more, but was {notional}.")));
    }

    private static RuleProblem Problem(InstrumentRule rule, string message) => new(rule, message);

    private static bool IsBuy(Side side)
    {
        if (side == Side.Buy)
            return true;
        return side == Side.Sell ? false : throw new SequenceValidationException(nameof(side), $"must be buy or sell, but was '{side}'.");
    }

    private static SequenceValidationException Invalid(string member, object? value, string range = "above 0") =>
        new(member, string.Create(CultureInfo.InvariantCulture, $"must be {range}, but was {value}."));
}
