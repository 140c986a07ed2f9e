namespace Sequence.Exchange.Orders;

/// <summary>The worst price that an allowed slippage leaves.</summary>
internal static class Slippage
{
    private const int Whole = 10_000;

    /// <summary>The tighter of the limit and the mid moved by some basis points, rounded so that it never allows more.</summary>
    public static Px Bound(Px mid, BookSide side, int bps, Px? limit)
    {
        bool isBuy = side == BookSide.Bid;
        int share = isBuy ? Whole + bps : Math.Max(0, Whole - bps);
        MidpointRounding rounding = isBuy ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity;
        Px bound = Px.FromRaw(FixedPoint.MultiplyDivide(mid.Raw, share, Whole, rounding));
        if (limit is not { } price)
            return bound;
        return isBuy ? Px.Min(bound, price) : Px.Max(bound, price);
    }
}
