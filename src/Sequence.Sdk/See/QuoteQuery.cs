using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>One quote, with what shall come with it. Opened by <see cref="SequenceClient.Quote"/>. Immutable: every method returns a new query.</summary>
public sealed class QuoteQuery
{
    internal const int DefaultDepth = 10;
    internal const int DeepestBook = 100;

    private readonly SequenceTransport _transport;
    private readonly string _symbol;
    private readonly int _depth;
    private readonly bool _noWait;

    internal QuoteQuery(SequenceTransport transport, string symbol, int depth = DefaultDepth, bool noWait = false)
    {
        _transport = transport;
        _symbol = symbol;
        _depth = depth;
        _noWait = noWait;
    }

    /// <summary>Levels of the merged book on each side; 10 by default.</summary>
    /// <param name="levels">Brought into 1 to 100, as the vendor's client does.</param>
    public QuoteQuery Depth(int levels) => new(_transport, _symbol, Math.Clamp(levels, 1, DeepestBook), _noWait);

    /// <summary>
    /// Does not wait for a symbol that is not subscribed yet (up to 2 seconds): the answer is what is cached, else a venue's public data,
    /// else <see cref="QuoteSource.Unavailable"/>. Not for trading: gate on <see cref="QuoteSource.EdgeNbbo"/> and wait.
    /// </summary>
    /// <param name="noWait">False, the default of a single quote, waits.</param>
    public QuoteQuery NoWait(bool noWait = true) => new(_transport, _symbol, _depth, noWait);

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of($"quote of {_symbol}", ("depth", _depth), ("nowait", _noWait));

    /// <summary>Reads the quote. Operation: getQuote.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceApiException">The server refused; or 404 NOT_FOUND: it answered with the quote of another symbol.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<Quote> SendAsync(CancellationToken cancellationToken = default) => _transport.CallAsync(
            (raw, token) => Requested.BySymbolAsync(raw.See.GetQuoteAsync(_symbol, _depth, _noWait ? true : null, token), "getQuote", _symbol, quote => quote.Symbol), cancellationToken);
}
