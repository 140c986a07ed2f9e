namespace Sequence.Exchange.Orders;

/// <summary>Fractions in basis points, to four digits.</summary>
internal static class BasisPoints
{
    private const decimal PerUnit = 10_000m;
    private const int Digits = 4;

    /// <summary>A part of a whole; 0 of nothing.</summary>
    public static decimal Of(decimal part, decimal whole) => whole == 0 ? 0 : Round(part / whole * PerUnit);

    /// <summary>How much worse a price is than a reference for who buys (bid) or sells (ask); below zero when it is better.</summary>
    public static decimal Worse(decimal price, decimal reference, BookSide side) =>
        Of(side == BookSide.Bid ? price - reference : reference - price, reference);

    public static decimal Round(decimal bps) => Math.Round(bps, Digits);
}
