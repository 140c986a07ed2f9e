namespace Sequence.Sandbox;

/// <summary>
/// An instrument that a sandbox lists, or a change to one that it lists anyway. Members that are null keep what is there.
/// </summary>
/// <remarks>
/// <para>A venue and symbol that the sandbox knows (<c>binance</c> and <c>BTC-USDT</c>) are changed; <see cref="Every"/> as the symbol changes all
/// instruments of a venue, those of its prediction catalogue too. Other pairs are added: <c>DOGE-USD</c> on a known or new venue.
/// An addition needs <see cref="TickSize"/> and <see cref="LotSize"/>, and <see cref="StartPrice"/> when no other market of its base exists.</para>
/// <para>Adding an instrument changes no price of any other: each walk follows from the seed and its own name alone.</para>
/// </remarks>
public sealed record SandboxInstrument
{
    /// <summary>The symbol that stands for all instruments of a venue.</summary>
    public const string Every = "*";

    /// <summary>The venue, such as <c>kraken</c>: small letters, digits and underscores.</summary>
    public required string Venue { get; init; }

    /// <summary>
    /// <c>DOGE-USD</c> for a spot pair, <c>DOGE-USD-PERP</c> for a perp, <c>*</c> for all instruments of the venue. The quote asset must have a USD rate
    /// (<c>SandboxOptions.UsdRates</c>). Predictions can be changed, not added.
    /// </summary>
    public required string Symbol { get; init; }

    /// <summary>Prices are multiples of it, in the quote asset: above 0, at most 9 decimals.</summary>
    public decimal? TickSize { get; init; }

    /// <summary>Quantities are multiples of it: above 0, at most 8 decimals.</summary>
    public decimal? LotSize { get; init; }

    /// <summary>The smallest quantity of an order: 0 or more, at most 8 decimals. Of an added instrument the lot.</summary>
    public decimal? MinQuantity { get; init; }

    /// <summary>The smallest notional of an order in the quote asset, measured at the middle of the market: 0 or more, at most 9 decimals. Of an added instrument 0: none.</summary>
    public decimal? MinNotional { get; init; }

    /// <summary>
    /// How far above the middle a buy and below it a sell may be limited, in basis points: 1 to 1,000,000. Of an added instrument 1,000 (10 %).
    /// A sell above or a buy below the middle is free.
    /// </summary>
    public int? PriceCollarBps { get; init; }

    /// <summary>Fee of a taker in basis points of the notional; of a prediction at a price of 0.5, where the curve rate x p x (1 - p) is highest. 0 to 5,000; of an added instrument 10.</summary>
    public decimal? TakerFeeBps { get; init; }

    /// <summary>Fee of a maker in basis points of the notional: -100 (a rebate) to 5,000; of an added instrument 10. Predictions charge makers nothing.</summary>
    public decimal? MakerFeeBps { get; init; }

    /// <summary>The fee of an order is rounded up to a multiple of it, in the quote asset: 0.01 on kalshi. 0 to 1; 0, the default elsewhere, rounds each fill to 1e-9.</summary>
    public decimal? FeeStep { get; init; }

    /// <summary>Where the price begins, in the quote asset; only for the first market of a base that the sandbox does not know. At least 10 ticks, at most 1,000,000 USD.</summary>
    public decimal? StartPrice { get; init; }
}
