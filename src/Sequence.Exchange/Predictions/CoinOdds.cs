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

    public void Step()
    {
        long begin = market.StartPrice.Raw;
        long move = (price() ?? market.StartPrice).Raw - begin;
        long left = Math.Clamp(market.EndSeconds - clock().ToUnixSeconds(), 0, UpDownMarket.Seconds);
        long scale = (begin / UsualMove * left / UpDownMarket.Seconds) + (begin / Noise) + 1;
        long most = Px.Scale / 100 * (50 - Doubt);
        Current = Px.FromRaw((Px.Scale / 2) + FixedPoint.MultiplyDivide(most, move, Math.Abs(move) + scale, MidpointRounding.ToEven));
    }
}
