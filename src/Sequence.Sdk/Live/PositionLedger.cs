namespace Sequence.Sdk.Streaming;

/// <summary>The rows of the last read and the fills since. Only what a fill says for sure is added; all else is left to the next read. Not for concurrent use.</summary>
internal sealed class PositionLedger
{
    private const string PerpSuffix = "-PERP";

    private readonly List<TrackedPosition> _rows = [];
    private readonly List<Fill> _since = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public UnixNanos AsOf { get; private set; }

    public IReadOnlyList<TrackedPosition> Rows => [.. _rows];

    /// <summary>Takes a read, and adds again the fills that are younger than it. True when those are all understood.</summary>
    public bool Reset(PositionsResponse read)
    {
        AsOf = read.AsOf;
        _rows.Clear();
        _rows.AddRange(read.Positions.Select(p => new TrackedPosition(p.Venue, p.Instrument.Kind, p.Instrument.Symbol, p.Qty, p)));
        Fill[] younger = [.. _since.Where(f => f.Timestamp > AsOf)];
        _since.Clear();
        _seen.Clear();
        bool isExact = true;
        foreach (Fill fill in younger)
            isExact &= Add(fill);
        return isExact;
    }

    /// <summary>Adds a fill. False when only a read can tell what it did.</summary>
    public bool Add(Fill fill)
    {
        if (fill.FillId.Length == 0 || fill.Timestamp is not { } at || fill.Venue is not { Length: > 0 } venue || at == AsOf)
            return false;
        if (at < AsOf || !_seen.Add(fill.FillId))
            return true;
        _since.Add(fill);
        Qty? change = fill.Side == OrderSide.Buy ? fill.Qty : fill.Side == OrderSide.Sell ? -fill.Qty : null;
        if (change is not { } delta)
            return false;
        int index = _rows.FindIndex(r => r.Venue == venue && r.Symbol == fill.Symbol && (r.Kind == InstrumentKind.Perp || r.Kind == InstrumentKind.EventContract));
        if (index >= 0)
            return Change(index, delta);
        if (KindOf(fill.Symbol) is not var (kind, symbol))
            return false;
        index = _rows.FindIndex(r => r.Venue == venue && r.Kind == kind && r.Symbol == symbol);
        if (index >= 0)
            return Change(index, delta);
        _rows.Add(new TrackedPosition(venue, kind, symbol, delta, null));
        return true;
    }

    private bool Change(int index, Qty delta)
    {
        _rows[index] = _rows[index] with { Qty = _rows[index].Qty + delta };
        return true;
    }

    /// <summary>What a symbol holds, where its form says so: <c>BTC-USD</c> is BTC, <c>BTC-USD-PERP</c> itself. Null for tickers, slugs and tokens.</summary>
    private static (InstrumentKind Kind, string Symbol)? KindOf(string symbol)
    {
        if (symbol.EndsWith(PerpSuffix, StringComparison.Ordinal))
            return (InstrumentKind.Perp, symbol);
        string[] parts = symbol.Split('-');
        return parts.Length == 2 && parts.All(p => p.Length is > 0 and <= 10 && p.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            ? (InstrumentKind.Crypto, parts[0])
            : null;
    }
}
