namespace Sequence.Exchange.Predictions;

/// <summary>What a question of the catalogue is worth: the middle of what its row would show without a book.</summary>
internal sealed class PostedPrice(OutcomeToken token, Func<UnixNanos> clock) : IFairPrice
{
    public Px Current { get; private set; } = Middle(token.Prices(clock())) ?? default;

    /// <summary>It stands still where the row has no price.</summary>
    public void Step() => Current = Middle(token.Prices(clock())) ?? Current;

    private static Px? Middle(OutcomePrices prices) => prices.Mid is { } mid ? Px.FromDecimal(mid) : null;
}
