namespace Sequence.Exchange.Predictions;

/// <summary>
/// What "up" is worth: a half while the coin stands where it began, more the farther it is above and the less time is left.
/// </summary>
internal sealed class CoinOdds(UpDownMarket market, Func<Px?> price, Func<UnixNanos> clock) : IFairPrice
{
    /// <summary>Never nearer to 0 or 1 than this, in cents.</summary>
    private const int Doubt = 3;

    // A thousandth of the coin's price is a usual move of five minutes; a hundred-thousandth is noise even in the last second.
    private const long UsualMove = 1_000;
    private const long Noise = 100_000;

    public Px Current { get; private set; } = Px.FromRaw(Px.Scale / 2);

    public void Step() => Current = Of(market.StartPrice, price() ?? market.StartPrice, market.EndSeconds - clock().ToUnixSeconds());

    /// <summary>What "up" is worth.</summary>
    /// <param name="begin">The coin's price at the begin of the question.</param>
    /// <param name="price">Its price now.</param>
    /// <param name="secondsLeft">Until the end of the question.</param>
    public static Px Of(Px begin, Px price, long secondsLeft)
    {
        long move = price.Raw - begin.Raw;
        long left = Math.Clamp(secondsLeft, 0, UpDownMarket.Seconds);
        long scale = (begin.Raw / UsualMove * left / UpDownMarket.Seconds) + (begin.Raw / Noise) + 1;
        long most = Px.Scale / 100 * (50 - Doubt);
        return Px.FromRaw((Px.Scale / 2) + FixedPoint.MultiplyDivide(most, move, Math.Abs(move) + scale, MidpointRounding.ToEven));
    }
}
