namespace Sequence.Exchange.Accounts;

/// <summary>Which rows of the positions a caller asked for. The totals stay those of the whole account.</summary>
internal sealed class PositionFilter
{
    private readonly IReadOnlyList<string>? _venues;
    private readonly IReadOnlyList<Wire.InstrumentKind>? _kinds;
    private readonly bool _includeClosed;

    /// <param name="venues">Null takes every venue.</param>
    /// <param name="kinds">Null takes every kind.</param>
    /// <param name="includeClosed">Whether closed and redeemed rows come too; resolved ones always do.</param>
    /// <exception cref="RefusedException">Invalid request: an unknown kind.</exception>
    public PositionFilter(IReadOnlyList<string>? venues, IReadOnlyList<string>? kinds, bool includeClosed)
    {
        _venues = venues;
        _kinds = kinds?.Select(Kind).ToList();
        _includeClosed = includeClosed;
    }

    public Wire.PositionsResponse Apply(Wire.PositionsResponse all) => new()
    {
        Positions = [.. all.Positions.Where(Takes)],
        Totals = all.Totals,
        AsOf = all.AsOf,
    };

    private static Wire.InstrumentKind Kind(string word)
    {
        var kind = Wire.InstrumentKind.Create(word);
        return kind.IsKnown ? kind : throw RefusedException.InvalidParameter("kinds", $"'{word}' is none of fiat, crypto, perp, event_contract.");
    }

    private bool Takes(Wire.Position row)
    {
        bool isOver = row.Lifecycle.State == Wire.LifecycleState.Closed || row.Lifecycle.State == Wire.LifecycleState.Redeemed;
        return (_includeClosed || !isOver)
            && (_venues is null || _venues.Contains(row.Venue, StringComparer.OrdinalIgnoreCase))
            && (_kinds is null || _kinds.Contains(row.Instrument.Kind));
    }
}
