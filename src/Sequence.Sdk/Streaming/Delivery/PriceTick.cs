using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>The best prices of a symbol over all venues, in human units: what <see cref="StreamEvent.Price"/> says, without an object.</summary>
public readonly struct PriceTick
{
    private readonly PriceFields _fields;

    internal PriceTick(string symbol, in PriceFields fields)
    {
        Symbol = symbol;
        _fields = fields;
    }

    /// <summary>The symbol as the server names it.</summary>
    public string Symbol { get; }

    /// <summary>Best bid, in the quote currency.</summary>
    public decimal Bid => _fields.Bid;

    /// <summary>Best ask, in the quote currency.</summary>
    public decimal Ask => _fields.Ask;

    /// <summary>Middle of bid and ask; 0 when the book is crossed.</summary>
    public decimal Mid => _fields.Mid;

    /// <summary>When the server made the update.</summary>
    public UnixNanos Timestamp => UnixNanos.FromRaw(_fields.TimestampNanos);

    /// <summary>Spread in basis points; null when the server sent none.</summary>
    public decimal? SpreadBps => _fields.SpreadBps;

    /// <summary>Size at the best bid, in units of the base asset; null when the server sent none.</summary>
    public decimal? BidSize => _fields.BidSize;

    /// <summary>Size at the best ask, in units of the base asset; null when the server sent none.</summary>
    public decimal? AskSize => _fields.AskSize;

    /// <summary>Symbol, bid and ask.</summary>
    public override string ToString() => FormattableString.Invariant($"{Symbol} {Bid} {Ask}");
}

/// <summary>Takes a price.</summary>
/// <param name="price">Valid after the call too, when it is copied.</param>
public delegate void PriceHandler(in PriceTick price);
