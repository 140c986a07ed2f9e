using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>Somebody who changes his bid at the top of every book at every step, so that each has a new price and a new book.</summary>
internal sealed class BusyMarkets(SandboxExchange exchange, IReadOnlyList<string> symbols, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<VenueMarket, BookOrder> _resting = [];

    public void Step() => exchange.Scheduler.Enter(() =>
    {
        foreach (string symbol in symbols)
        {
            VenueMarket market = exchange.Markets.For(symbol)[0];
            if (_resting.Remove(market, out BookOrder? last))
                market.Book.Cancel(last);
            if (Prices.Best(exchange.Markets.For(symbol), BookSide.Bid) is { } best && !(market.Book.BestAsk <= best))
                _resting[market] = market.Book.Place(BookSide.Bid, best, market.Instrument.Lot * _random.Next(1, 1000), BookTimeInForce.Gtc, owner: null);
        }
    });

    /// <summary>The best prices of all venues.</summary>
    public (Px? Bid, Px? Ask) Best(string symbol) => exchange.Scheduler.Enter(() => exchange.Markets.Nbbo(symbol));
}
