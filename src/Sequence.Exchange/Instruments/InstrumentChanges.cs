using Sequence.Sandbox;

namespace Sequence.Exchange.Instruments;

/// <summary>Changes to the rules and fees of instruments, by venue and symbol.</summary>
internal sealed class InstrumentChanges(IReadOnlyList<SandboxInstrument> changes)
{
    public static InstrumentChanges None { get; } = new([]);

    /// <summary>The instrument as it is listed with all changes that name its venue and its symbol, the later ones over the earlier.</summary>
    public Instrument ApplyTo(string venue, Instrument instrument) => changes
        .Where(change => change.Venue == venue && Names(change, instrument))
        .Aggregate(instrument, Apply);

    /// <summary>Whether a change is one of this instrument; a bare prediction ticker names both of its outcomes.</summary>
    public static bool Names(SandboxInstrument change, Instrument instrument) => change.Symbol == SandboxInstrument.Every
        || change.Symbol.Equals(instrument.Symbol, StringComparison.OrdinalIgnoreCase)
        || instrument.Symbol.StartsWith(change.Symbol + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the change sets; all other rules stay. A lot that becomes coarser than the smallest quantity becomes that too.</summary>
    public static Instrument Apply(Instrument instrument, SandboxInstrument change)
    {
        Qty lot = change.LotSize is { } size ? Qty.FromDecimal(size) : instrument.Lot;
        return instrument with
        {
            Tick = change.TickSize is { } tick ? Px.FromDecimal(tick) : instrument.Tick,
            Lot = lot,
            MinQuantity = change.MinQuantity is { } least ? Qty.FromDecimal(least) : Qty.Max(lot, instrument.MinQuantity),
            MinNotional = change.MinNotional is { } notional ? Usd.FromDecimal(notional) : instrument.MinNotional,
            CollarBps = change.PriceCollarBps ?? instrument.CollarBps,
            TakerFeeBps = change.TakerFeeBps ?? instrument.TakerFeeBps,
            MakerFeeBps = change.MakerFeeBps ?? instrument.MakerFeeBps,
            FeeStep = change.FeeStep is { } step ? Usd.FromDecimal(step) : instrument.FeeStep,
        };
    }
}
