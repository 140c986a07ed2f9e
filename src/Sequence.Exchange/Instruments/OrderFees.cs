namespace Sequence.Exchange.Instruments;

/// <summary>
/// The fees of one order. Where a venue rounds up, it rounds the order's fee so far, and a fill pays what that is above what
/// was charged before: an order of many fills pays the rounding once.
/// </summary>
internal sealed class OrderFees
{
    private readonly Dictionary<Instrument, (decimal Exact, Usd Charged)> _stepped = new(ReferenceEqualityComparer.Instance);

    /// <summary>The fee of the next fill, in the quote asset.</summary>
    public Usd Charge(Instrument instrument, Px price, Qty quantity, bool isMaker)
    {
        decimal exact = VenueFees.Exact(instrument, price, quantity, isMaker);
        if (instrument.FeeStep.Raw <= 0)
            return VenueFees.Rounded(instrument, exact);
        (decimal before, Usd charged) = _stepped.GetValueOrDefault(instrument);
        Usd due = VenueFees.Rounded(instrument, before + exact);
        _stepped[instrument] = (before + exact, due);
        return due - charged;
    }
}
