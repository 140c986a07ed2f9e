namespace Sequence.Sdk;

/// <summary>How far a <see cref="PositionTracker"/> can be trusted.</summary>
public enum PositionState
{
    /// <summary>The quantities are those of the last read and of every fill since.</summary>
    Live,

    /// <summary>Fills may be missing: there is no connection that would bring them.</summary>
    Stale,

    /// <summary>Fills may be missing, and a read that brings everything up to date is on its way.</summary>
    Resyncing,
}

/// <summary>One position as it is known now.</summary>
/// <param name="Venue">Where it is held.</param>
/// <param name="Kind">What kind of instrument it is.</param>
/// <param name="Symbol">Its symbol among the positions: the base asset of a spot pair, the perp's or the contract's own symbol.</param>
/// <param name="Qty">The quantity with every fill that is known; signed for perps.</param>
/// <param name="Row">The whole row of the last read, whose values are of that time; null when fills opened the position since.</param>
public sealed record TrackedPosition(string Venue, InstrumentKind Kind, string Symbol, Qty Qty, Position? Row);

/// <summary>The positions at one moment.</summary>
/// <param name="State">How far they could be trusted then.</param>
/// <param name="AsOf">When the last read was made, by the server's clock.</param>
/// <param name="Positions">All positions, in the order of the read; those that fills opened since come last.</param>
public sealed record PositionSnapshot(PositionState State, UnixNanos AsOf, IReadOnlyList<TrackedPosition> Positions)
{
    /// <summary>The quantity of one position; zero when there is none.</summary>
    /// <param name="venue">Where it is held.</param>
    /// <param name="symbol">Its symbol among the positions: <c>BTC</c> for what <c>BTC-USD</c> trades.</param>
    public Qty QtyOf(string venue, string symbol)
    {
        foreach (TrackedPosition position in Positions)
        {
            if (position.Venue == venue && position.Symbol == symbol)
                return position.Qty;
        }

        return Qty.Zero;
    }
}
