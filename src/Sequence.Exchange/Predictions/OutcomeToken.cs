namespace Sequence.Exchange.Predictions;

/// <summary>What is traded of a question: it pays 1 or nothing.</summary>
/// <param name="Market">The question.</param>
/// <param name="Outcome">The answer that it is about.</param>
/// <param name="IsAgainst">Of a group only: it pays when the answer does not win.</param>
internal sealed record OutcomeToken(PredictionMarket Market, int Outcome, bool IsAgainst = false)
{
    public static readonly Px One = Px.FromRaw(Px.Scale);

    /// <summary>As it is quoted, ordered and held.</summary>
    public string Symbol => IsAgainst ? Market.OppositeToken(Outcome) : Market.Token(Outcome);

    /// <summary>Whether it is the first of its pair.</summary>
    public bool IsYes => Market.IsGroup ? !IsAgainst : Outcome == 0;

    /// <summary>The other of its pair: exactly one of the two pays.</summary>
    public OutcomeToken Opposite => Market.IsGroup ? this with { IsAgainst = !IsAgainst } : this with { Outcome = 1 - Outcome };

    public OutcomeToken Yes => IsYes ? this : Opposite;

    /// <summary>All tokens of a question, in pairs.</summary>
    public static IEnumerable<OutcomeToken> Of(PredictionMarket market) => market.IsGroup
        ? market.Outcomes.SelectMany((_, outcome) => new[] { new OutcomeToken(market, outcome), new OutcomeToken(market, outcome, IsAgainst: true) })
        : market.Outcomes.Select((_, outcome) => new OutcomeToken(market, outcome));

    /// <summary>What one is worth when the question is decided.</summary>
    public Px Payout(int winner) => (winner == Outcome) != IsAgainst ? One : Px.Zero;

    /// <summary>What makers quote or would quote for both of the pair.</summary>
    public OutcomePrices Prices(UnixNanos now) => Market.Prices(now, Market.IsGroup ? Outcome : null);
}
