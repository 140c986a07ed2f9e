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

    /// <summary>
    /// Where the prices of a symbol come from that was just looked up: the live books, which start with the first lookup of a market
    /// that opens on demand. That first answer is a snapshot, or comes from the venue's public API when the caller does not wait for one.
    /// </summary>
    /// <param name="venues">What the lookup gave.</param>
    /// <param name="nowait">Whether the caller skips the wait for the subscription.</param>
    public static QuoteSource Source(IReadOnlyList<VenueMarket> venues, bool nowait = false)
    {
        if (venues.All(venue => venue.Book.BestBid is null && venue.Book.BestAsk is null))
            return QuoteSource.Unavailable;
        if (!venues[0].IsFirstAsk)
            return QuoteSource.EdgeNbbo;
        return nowait ? QuoteSource.VenuePublicApi : QuoteSource.EdgeRpcSnapshot;
    }

    /// <summary>A full quote, under the symbol as it was asked.</summary>
    public Quote Full(string symbol, int depth, bool nowait) => Full(symbol, Markets(symbol), depth, nowait);

    /// <summary>Quotes without a book of those symbols that are listed and moved within the age.</summary>
    public IReadOnlyList<Quote> List(IEnumerable<string> symbols, TimeSpan maxAge)
    {
        List<Quote> quotes = [];
        foreach (string symbol in symbols)
        {
            IReadOnlyList<VenueMarket> venues = markets.For(symbol);
            if (venues.Count > 0 && scheduler.Now - venues.Max(venue => venue.LastTick) < maxAge)
                quotes.Add(Short(symbol, venues, nowait: false));
        }

        return quotes;
    }

    /// <summary>One entry of a batch: what is wrong with one symbol is its own entry's matter.</summary>
    public QuoteEntry Entry(string? symbol, int depth, bool nowait, InstrumentKind? kind)
    {
        if (string.IsNullOrEmpty(symbol))
            return new QuoteEntry.Failed("", "The symbol is empty.");
        IReadOnlyList<VenueMarket> venues = markets.For(symbol);
        if (venues.Count == 0)
            return new QuoteEntry.Failed(symbol, $"No market is called '{symbol}'.");
        InstrumentKind listed = venues[0].Instrument.Kind;
        if (kind is { } wanted && wanted != listed)
            return new QuoteEntry.Failed(symbol, $"'{symbol}' is of another instrument type: {listed.ToString().ToLowerInvariant()}.");
        return new QuoteEntry.Ok(Full(symbol, venues, depth, nowait));
    }

    private Quote Full(string symbol, IReadOnlyList<VenueMarket> venues, int depth, bool nowait)
    {
        Quote quote = Short(symbol, venues, nowait);
        quote.Book = new QuoteBook
        {
            Bids = MergedBook.Levels(venues, BookSide.Bid, depth),
            Asks = MergedBook.Levels(venues, BookSide.Ask, depth),
        };
        return quote;
    }

    private Quote Short(string symbol, IReadOnlyList<VenueMarket> venues, bool nowait)
    {
        BestPrices best = BestPrices.Of(venues);
        return new Quote
        {
            Symbol = symbol,
            Nbbo = new Nbbo { Bid = best.Bid?.ToDecimal(), Ask = best.Ask?.ToDecimal(), Mid = best.Mid, SpreadBps = best.SpreadBps },
            Venues = venues.ToDictionary(venue => venue.Venue, OfVenue, StringComparer.Ordinal),
            Source = Source(venues, nowait),
        };
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
