namespace Sequence.Exchange.Markets;

/// <summary>What one underlying is worth at the moment.</summary>
internal interface IFairPrice
{
    Px Current { get; }

    /// <summary>Moves on to the present.</summary>
    void Step();
}

/// <summary>A bounded random walk in integers, gently pulled back to where it began.</summary>
internal sealed class FairPrice : IFairPrice
{
    // At two steps a second the pull needs about two hours to undo most of a move.
    private const long Patience = 16_384;

    private readonly Px _start;
    private readonly Px _low;
    private readonly Px _high;
    private readonly Px _largestStep;
    private readonly Random _chance;

    /// <param name="start">Where the walk begins.</param>
    /// <param name="largestStep">No step is larger.</param>
    /// <param name="low">It never goes below.</param>
    /// <param name="high">It never goes above.</param>
    /// <param name="chance">The walk's own stream.</param>
    public FairPrice(Px start, Px largestStep, Px low, Px high, Random chance)
    {
        _start = start;
        _largestStep = largestStep;
        _low = low;
        _high = high;
        _chance = chance;
        Current = start;
    }

    public Px Current { get; private set; }

    public void Step()
    {
        long move = _chance.NextInt64(-_largestStep.Raw, _largestStep.Raw + 1) - ((Current - _start).Raw / Patience);
        Current = Px.Min(_high, Px.Max(_low, Current + Px.FromRaw(move)));
    }
}
