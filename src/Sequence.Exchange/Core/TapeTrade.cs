namespace Sequence.Sandbox;

/// <summary>One match on the exchange's tape.</summary>
/// <param name="Venue">Where it happened, such as <c>kraken</c>, or <c>replay</c> for recorded order flow.</param>
/// <param name="Symbol">The canonical symbol.</param>
/// <param name="At">Exchange time.</param>
/// <param name="Price">The resting order's limit.</param>
/// <param name="Qty">What changed hands, above zero.</param>
/// <param name="MakerReference">The name that the owner of the resting order gave it: the recorded order's number in a replay, null for none.</param>
/// <param name="TakerReference">The same of the order that arrived.</param>
/// <param name="IsBuy">True when the order that arrived bought.</param>
public sealed record TapeTrade(
    string Venue,
    string Symbol,
    UnixNanos At,
    Px Price,
    Qty Qty,
    string? MakerReference,
    string? TakerReference,
    bool IsBuy);
