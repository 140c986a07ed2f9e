namespace Sequence.Exchange.Predictions;

/// <summary>Best prices of yes and no in USD; null where nothing rests.</summary>
internal sealed record OutcomePrices(decimal? YesBid, decimal? YesAsk, decimal? NoBid, decimal? NoAsk)
{
    public static readonly OutcomePrices None = new(null, null, null, null);

    /// <summary>Both outcomes of one book: who sells yes buys no.</summary>
    public static OutcomePrices Mirrored(decimal bid, decimal ask) => new(bid, ask, 1 - ask, 1 - bid);

    public decimal? Mid => (YesBid + YesAsk) / 2;

    public decimal? NoMid => (NoBid + NoAsk) / 2;
}

/// <summary>Traded and resting money in USD.</summary>
internal sealed record MarketActivity(decimal Day, decimal Week, decimal Total, decimal Liquidity)
{
    public static readonly MarketActivity None = new(0, 0, 0, 0);
}

/// <summary>One question on a prediction venue. What it says is worked out when it is asked for, so a catalogue of 43,000 is no burden.</summary>
internal abstract class PredictionMarket
{
    public static readonly IReadOnlyList<string> YesNo = ["Yes", "No"];

    private const long UsualPrintInterval = 600;

    public abstract string Venue { get; }

    /// <summary>Polymarket's slug or Kalshi's ticker.</summary>
    public abstract string Slug { get; }

    public abstract Theme Theme { get; }

    public abstract string Question { get; }

    public abstract string Rules { get; }

    public abstract string Url { get; }

    public abstract long StartSeconds { get; }

    public abstract long EndSeconds { get; }

    public abstract IReadOnlyList<string> Outcomes { get; }

    /// <summary>More than two outcomes, of which one wins: Polymarket's negative-risk groups.</summary>
    public bool IsGroup => Outcomes.Count > 2;

    /// <summary>The stable id of the question; of one answer of a group when an outcome is given.</summary>
    public abstract string EventId(int? outcome = null);

    /// <summary>The token that pays when this outcome wins.</summary>
    public abstract string Token(int outcome);

    /// <summary>The token that pays when this outcome does not win.</summary>
    public abstract string OppositeToken(int outcome);

    public abstract Wire.SettlementStatus Status(UnixNanos now);

    /// <summary>The outcome that won; null while it is not resolved.</summary>
    public abstract int? Winner(UnixNanos now);

    /// <summary>What makers quote or would quote for an outcome and its opposite: the first outcome when none is given.</summary>
    public abstract OutcomePrices Prices(UnixNanos now, int? outcome = null);

    /// <summary>
    /// The middle of what yes was worth at a moment of its life when nobody traded it; of one answer of a group when an outcome is given.
    /// Null where only its trades tell.
    /// </summary>
    public virtual decimal? MidAt(UnixNanos at, int? outcome = null) => Prices(at, outcome).Mid;

    /// <summary>Seconds between two prints of the time before the exchange opened.</summary>
    public virtual long PrintInterval => UsualPrintInterval;

    public abstract MarketActivity Activity(UnixNanos now);

    /// <summary>From the end of trading until the winner is known.</summary>
    public virtual TimeSpan TimeToResolve => TimeSpan.Zero;

    /// <summary>The time to resolve is over: a question that the markets decide is decided now.</summary>
    public virtual void Decide()
    {
    }

    public bool IsOpen(UnixNanos now) => Status(now) == Wire.SettlementStatus.Open;
}
