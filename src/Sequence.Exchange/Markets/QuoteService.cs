using Sequence.Exchange.Wire;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using Nbbo = Sequence.Exchange.Wire.Nbbo;
using Quote = Sequence.Exchange.Wire.Quote;
using QuoteBook = Sequence.Exchange.Wire.QuoteBook;
using QuoteEntry = Sequence.Exchange.Wire.QuoteEntry;
using QuoteSource = Sequence.Exchange.Wire.QuoteSource;
using VenueQuote = Sequence.Exchange.Wire.VenueQuote;

namespace Sequence.Exchange.Markets;

/// <summary>Quotes from the live books, in human decimals. The caller holds the gate.</summary>
internal sealed class QuoteService(Scheduler scheduler, MarketPlace markets)
{
    public const int DefaultDepth = 10;
    public const int DeepestBook = 100;

    /// <summary>The markets of a symbol.</summary>
    /// <exception cref="RefusedException">Not found: nobody lists it.</exception>
    public IReadOnlyList<VenueMarket> Markets(string symbol) =>
        markets.For(symbol) is { Count: > 0 } venues
            ? venues
            : throw RefusedException.NotFound(markets.HasEnded(symbol) ? $"The market '{symbol}' has ended." : $"No market is called '{symbol}'.");

    /// <summary>A full quote, under the symbol as it was asked.</summary>
    public Quote Full(string symbol, int depth)
    {
        IReadOnlyList<VenueMarket> venues = Markets(symbol);
        Quote quote = Short(symbol);
        quote.Book = new QuoteBook
        {
            Bids = MergedBook.Levels(venues, BookSide.Bid, depth),
            Asks = MergedBook.Levels(venues, BookSide.Ask, depth),
        };
        return quote;
    }

    /// <summary>A quote without source and book.</summary>
    public Quote Short(string symbol)
    {
        IReadOnlyList<VenueMarket> venues = Markets(symbol);
        BestPrices best = BestPrices.Of(venues);
        return new Quote
        {
            Symbol = symbol,
            Nbbo = new Nbbo { Bid = best.Bid?.ToDecimal(), Ask = best.Ask?.ToDecimal(), Mid = best.Mid, SpreadBps = best.SpreadBps },
            Venues = venues.ToDictionary(venue => venue.Venue, OfVenue, StringComparer.Ordinal),
            Source = best.Bid is not null || best.Ask is not null ? QuoteSource.EdgeNbbo : QuoteSource.Unavailable,
        };
    }

    /// <summary>Time since the freshest venue of a symbol last moved.</summary>
    public TimeSpan Age(string symbol) => scheduler.Now - Markets(symbol).Max(venue => venue.LastTick);

    /// <summary>One entry of a batch: what is wrong with one symbol is its own entry's matter.</summary>
    public QuoteEntry Entry(string? symbol, int depth, InstrumentKind? kind)
    {
        if (string.IsNullOrEmpty(symbol))
            return new QuoteEntry.Failed("", "The symbol is empty.");
        if (markets.Instrument(symbol) is not { } instrument)
            return new QuoteEntry.Failed(symbol, $"No market is called '{symbol}'.");
        if (kind is { } wanted && wanted != instrument.Kind)
            return new QuoteEntry.Failed(symbol, $"'{symbol}' is of another instrument type: {instrument.Kind.ToString().ToLowerInvariant()}.");
        return new QuoteEntry.Ok(Full(symbol, depth));
    }

    private VenueQuote OfVenue(VenueMarket market)
    {
        (Px Price, Qty Size)? bid = Best(market, BookSide.Bid);
        (Px Price, Qty Size)? ask = Best(market, BookSide.Ask);
        return new VenueQuote
        {
            Bid = bid?.Price.ToDecimal(),
            Ask = ask?.Price.ToDecimal(),
            BidSize = bid?.Size.ToDecimal(),
            AskSize = ask?.Size.ToDecimal(),
            AgeMs = scheduler.Now.NanosecondsSince(market.LastTick) / 1_000_000,
        };
    }

    private static (Px Price, Qty Size)? Best(VenueMarket market, BookSide side)
    {
        foreach ((Px, Qty) level in market.Book.Levels(side))
            return level;
        return null;
    }
}
