using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 1, see: quotes, positions and the account. History and markets are in SequenceClient.History.cs and SequenceClient.Markets.cs,
// what stops trading in SequenceClient.Safety.cs.
public sealed partial class SequenceClient
{
    /// <summary>The quote of one symbol with 10 levels of its merged book. Waits up to 2 seconds for a symbol that is not subscribed yet. Operation: getQuote.</summary>
    /// <param name="symbol">Pair, ticker, slug, token id or Polymarket URL; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<Quote> GetQuoteAsync(string symbol, CancellationToken cancellationToken = default) => Quote(symbol).SendAsync(cancellationToken);

    /// <summary>Opens the quote of one symbol. Nothing is sent before <see cref="QuoteQuery.SendAsync"/>.</summary>
    /// <param name="symbol">Pair, ticker, slug, token id or Polymarket URL; not empty.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    public QuoteQuery Quote(string symbol) => new(_transport, Check.PathValue(symbol, "symbol"));

    /// <summary>Opens the quotes of many symbols in one call. Nothing is sent before <see cref="QuotesBatchQuery.SendAsync"/>.</summary>
    /// <param name="symbols">1 to 2,000 pairs, tickers, slugs, token ids or Polymarket URLs; none empty.</param>
    /// <exception cref="SequenceValidationException">There is no symbol, there are more than 2,000, or one is empty.</exception>
    public QuotesBatchQuery QuotesBatch(IEnumerable<string> symbols)
    {
        IReadOnlyList<string> list = Check.Texts(symbols, "symbols");
        if (list.Count > QuotesBatchQuery.MostSymbols)
            throw new SequenceValidationException("symbols", $"holds {list.Count}; one batch takes at most {QuotesBatchQuery.MostSymbols}. Split it.");
        return new QuotesBatchQuery(_transport, list);
    }

    /// <summary>The best prices of several symbols, without books. A symbol whose price is too old is missing from the answer. Operation: listQuotes.</summary>
    /// <param name="symbols">At least one; none empty or with a comma.</param>
    /// <param name="maxAge">Oldest price that still comes, in whole seconds from 1 on; null leaves it to the server (5 minutes). 0 is refused: it would drop every symbol.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">A symbol or the age cannot be sent.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<IReadOnlyList<Quote>> GetQuotesAsync(IEnumerable<string> symbols, TimeSpan? maxAge = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> list = Check.CommaList(symbols, nameof(symbols));
        int? seconds = maxAge is { } age ? AgeSeconds(age) : null;
        QuotesList answer = await _transport
            .CallAsync((raw, token) => raw.See.ListQuotesAsync(list, max_age_s: seconds, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return answer.Quotes.Any(quote => SymbolNames.DifferFromAll(list, quote.Symbol))
            ? [.. answer.Quotes.Where(quote => !SymbolNames.DifferFromAll(list, quote.Symbol))]
            : answer.Quotes;
    }

    /// <summary>Opens the holdings of every kind over all venues. Nothing is sent before <see cref="PositionsQuery.FetchAsync"/>.</summary>
    public PositionsQuery Positions() => new(_transport);

    /// <summary>Asks the server to read the positions from the venues anew. The answer is not documented. Operation: syncPositions.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> SyncPositionsAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.SyncPositionsAsync(new JObject(), token), cancellationToken);

    /// <summary>Every tradable symbol with its venues. Operation: listSymbols.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<IReadOnlyList<SymbolInfo>> GetSymbolsAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.ListSymbolsAsync(token), cancellationToken);

    /// <summary>The venues of one pair. The answer is not documented. Operation: listPairVenues.</summary>
    /// <param name="symbol">A pair, such as <c>BTC-USD</c>; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetPairVenuesAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.See.ListPairVenuesAsync(symbol, token), cancellationToken);
    }

    /// <summary>Reference prices: the volume-weighted average across the depth. The answer is not documented. Operation: getFairPrice.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetFairPriceAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.GetFairPriceAsync(token), cancellationToken);

    /// <summary>The venue adapters that are connected; free-form. Operation: listEdges.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetEdgesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.ListEdgesAsync(token), cancellationToken);

    /// <summary>The account's profile; free-form. <c>rate_limit_qps</c> in it is the account's request rate. Operation: getAccount.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetAccountAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.GetAccountAsync(token), cancellationToken);

    /// <summary>The account's risk limits; free-form. Operation: getRiskLimits.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetRiskLimitsAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.See.GetRiskLimitsAsync(token), cancellationToken);

    private static int AgeSeconds(TimeSpan age)
    {
        Check.InRange(age, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(int.MaxValue), "maxAge");
        return age.Ticks % TimeSpan.TicksPerSecond == 0
            ? (int)(age.Ticks / TimeSpan.TicksPerSecond)
            : throw new SequenceValidationException("maxAge", $"must be whole seconds, but was {age}.");
    }
}
