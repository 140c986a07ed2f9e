using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Many quotes in one call. Opened by <see cref="SequenceClient.QuotesBatch"/>. Immutable: every method returns a new query.</summary>
public sealed class QuotesBatchQuery
{
    internal const int MostSymbols = 2000;
    private const int MostAtOnce = 256;

    private readonly SequenceTransport _transport;
    private readonly Settings _settings;

    internal QuotesBatchQuery(SequenceTransport transport, IReadOnlyList<string> symbols) : this(transport, new Settings(symbols))
    {
    }

    private QuotesBatchQuery(SequenceTransport transport, Settings settings)
    {
        _transport = transport;
        _settings = settings;
    }

    /// <summary>Levels of each merged book on each side; 10 by default.</summary>
    /// <param name="levels">Brought into 1 to 100, as the vendor's client does.</param>
    public QuotesBatchQuery Depth(int levels) => With(_settings with { Depth = Math.Clamp(levels, 1, QuoteQuery.DeepestBook) });

    /// <summary>Whether to answer from the cache at once. True by default, the opposite of a single quote: one cold symbol would hold up all others.</summary>
    /// <param name="noWait">False waits up to 2 seconds for symbols that are not subscribed yet.</param>
    public QuotesBatchQuery NoWait(bool noWait = true) => With(_settings with { NoWait = noWait });

    /// <summary>Symbols that the server reads at the same time; 64 by default.</summary>
    /// <param name="symbols">Brought into 1 to 256, as the vendor's client does.</param>
    public QuotesBatchQuery Concurrency(int symbols) => With(_settings with { Concurrency = Math.Clamp(symbols, 1, MostAtOnce) });

    /// <summary>The instrument type of the whole batch. Left out, the server tells it from each symbol, but never a perp: it takes what is no token or ticker for spot.</summary>
    /// <param name="type">Such as <see cref="Sdk.InstrumentType.Perp"/>; not empty.</param>
    /// <exception cref="SequenceValidationException">The type is empty.</exception>
    public QuotesBatchQuery InstrumentType(InstrumentType type) => InstrumentType(type.Value);

    /// <inheritdoc cref="InstrumentType(InstrumentType)"/>
    /// <param name="type"><c>spot</c>, <c>perp</c> or <c>prediction</c>; not empty.</param>
    public QuotesBatchQuery InstrumentType(string type) =>
        With(_settings with { Type = Sdk.InstrumentType.Create(Check.Text(type, "instrumentType")) });

    /// <summary>Reads the quotes: one entry for each symbol, in the order of the symbols. A symbol that fails does not fail the batch. Operation: getQuotesBatch.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<QuotesBatchResult> SendAsync(CancellationToken cancellationToken = default)
    {
        var body = new QuotesBatchBody
        {
            Symbols = _settings.Symbols,
            Depth = _settings.Depth,
            Nowait = _settings.NoWait,
            Concurrency = _settings.Concurrency,
            InstrumentType = _settings.Type,
        };
        QuotesBatchResult answer = await _transport.CallAsync((raw, token) => raw.See.GetQuotesBatchAsync(body, token), cancellationToken).ConfigureAwait(false);
        HashSet<string> asked = new(_settings.Symbols, StringComparer.OrdinalIgnoreCase);
        if (answer.Quotes.Any(IsForeign))
            answer.Quotes = [.. answer.Quotes.Where(entry => !IsForeign(entry))];
        return answer;

        // Nearly every row has a name as it was asked for; only another spelling is compared with all of them.
        bool IsForeign(QuoteEntry entry) => entry is QuoteEntry.Ok { Quote.Symbol: { Length: > 0 } symbol } && !asked.Contains(symbol) && SymbolNames.DifferFromAll(_settings.Symbols, symbol);
    }

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of(
        $"quotes of {TextLine.List(_settings.Symbols, "nothing")}",
        ("depth", _settings.Depth), ("nowait", _settings.NoWait), ("concurrency", _settings.Concurrency), ("instrument_type", _settings.Type));

    private QuotesBatchQuery With(Settings settings) => new(_transport, settings);

    private sealed record Settings(
        IReadOnlyList<string> Symbols, int Depth = QuoteQuery.DefaultDepth, bool NoWait = true, int Concurrency = 64, InstrumentType? Type = null);
}
