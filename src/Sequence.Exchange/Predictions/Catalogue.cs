using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>A row of a venue's catalogue: a market, or one answer of a group.</summary>
/// <param name="Position">The market's place. A market never moves, and a new one comes last: a cursor is such a place.</param>
/// <param name="Market">The market.</param>
/// <param name="Outcome">The answer; null for the market itself.</param>
internal sealed record CatalogueRow(long Position, PredictionMarket Market, int? Outcome = null);

/// <summary>
/// Every prediction market of one venue: those listed for trading, those that the seed asks, a tenth of them over already,
/// and those minted since. The caller holds the gate.
/// </summary>
/// <param name="venue">Kalshi or Polymarket.</param>
/// <param name="seed">The exchange's seed.</param>
/// <param name="openMarkets">How many are open at the start.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
/// <param name="past">What coins were worth before it opened; null when nobody knows.</param>
internal sealed class Catalogue(string venue, int seed, int openMarkets, long opened, PastPrices? past = null)
{
    public const string Kalshi = "kalshi";
    public const string Polymarket = "polymarket";

    private const int PastShare = 10;
    private const string PolymarketEvent = "polymarket.com/event/";

    private readonly UpDownArchive? _archive = venue == Polymarket ? new UpDownArchive(seed, opened, past) : null;
    private readonly List<PredictionMarket> _listed = [];
    private readonly List<PredictionMarket> _minted = [];
    private readonly Dictionary<string, long> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tokens of listed markets: those do not follow from a place.</summary>
    private readonly Dictionary<string, CatalogueRow> _tokens = new(StringComparer.OrdinalIgnoreCase);

    public string Venue { get; } = venue;

    /// <summary>The place of the next market that is minted.</summary>
    public long Count => Seeded + _minted.Count;

    /// <summary>Those that are listed come first among the open ones, and all of them are there in the smallest catalogue too.</summary>
    private long Open => Math.Max(openMarkets, _listed.Count);

    private long Seeded => Open + (openMarkets / PastShare);

    /// <summary>The place of the next market that is listed.</summary>
    public int Listed => _listed.Count;

    /// <summary>Puts a market in the first free place. Before anybody reads.</summary>
    public void List(PredictionMarket market)
    {
        _named.Add(market.Slug, _listed.Count);
        foreach (OutcomeToken token in OutcomeToken.Of(market))
            _tokens.Add(token.Symbol, new CatalogueRow(_listed.Count, market, market.IsGroup ? token.Outcome : null));
        _listed.Add(market);
    }

    /// <summary>The latest five-minute questions of the time before the exchange opened, oldest first; none of a venue that has no such questions.</summary>
    public IEnumerable<CatalogueRow> Archived(int count) => _archive?.Latest(count) ?? [];

    public void Mint(PredictionMarket market)
    {
        _named.Add(market.Slug, Count);
        _minted.Add(market);
    }

    public PredictionMarket At(long position)
    {
        if (position < _listed.Count)
            return _listed[(int)position];
        return position < Seeded
            ? new SeededMarket(Venue, seed, position, opened, isPast: position >= Open)
            : _minted[(int)(position - Seeded)];
    }

    /// <summary>All markets from a place on.</summary>
    public IEnumerable<CatalogueRow> From(long position)
    {
        for (; position < Count; position++)
            yield return new CatalogueRow(position, At(position));
    }

    /// <summary>The market of a slug, ticker or page; the answer of a group by the answer's own slug. Case and an outcome at the end do not matter.</summary>
    public CatalogueRow? FindSlug(string text)
    {
        string slug = WithoutOutcome(WithoutPage(text));
        if (_named.TryGetValue(slug, out long named))
            return new CatalogueRow(named, At(named));
        return _archive?.FindSlug(slug) ?? FindSeeded(slug);
    }

    /// <summary>The market of an outcome's token, with the outcome if it is an answer of a group.</summary>
    public CatalogueRow? FindToken(string token)
    {
        if (_tokens.TryGetValue(token, out CatalogueRow? listed))
            return listed;
        if (TokenIds.Place(token) is not ({ } position, { } slot))
            return FindSlug(token) is { } row && Tokens(row.Market).Contains(token, StringComparer.OrdinalIgnoreCase) ? row : null;
        if ((position < Count ? At(position) : _archive?.FindPosition(position)?.Market) is not { } market)
            return null;
        if (!Tokens(market).Contains(token, StringComparer.Ordinal))
            return null;
        return new CatalogueRow(position, market, market.IsGroup ? slot / 2 : null);
    }

    /// <summary>The token of a symbol: itself, a slug or page (which mean yes), or a slug with <c>:YES</c> or <c>:NO</c>.</summary>
    public OutcomeToken? FindOutcome(string symbol)
    {
        if (FindToken(symbol) is { Market: var market })
            return OutcomeToken.Of(market).First(token => token.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase));
        if (FindSlug(symbol) is not { } row)
            return null;
        var yes = new OutcomeToken(row.Market, row.Outcome ?? 0);
        string slug = WithoutPage(symbol);
        return slug[WithoutOutcome(slug).Length..].ToUpperInvariant() switch
        {
            "" or ":YES" => yes,
            ":NO" => yes.Opposite,
            _ => null,
        };
    }

    /// <summary>The slug of one answer of a group.</summary>
    public static string SlugOf(PredictionMarket market, int outcome) =>
        $"{market.Outcomes[outcome].ToLowerInvariant().Replace(' ', '-')}-{market.Slug}";

    private CatalogueRow? FindSeeded(string slug)
    {
        string digits = slug[(slug.LastIndexOf('-') + 1)..].TrimStart('T', 't');
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long position) || position >= Seeded)
            return null;
        PredictionMarket market = At(position);
        if (market.Slug.Equals(slug, StringComparison.OrdinalIgnoreCase))
            return new CatalogueRow(position, market);
        int outcome = market.IsGroup ? Enumerable.Range(0, market.Outcomes.Count).FirstOrDefault(i => SlugOf(market, i).Equals(slug, StringComparison.OrdinalIgnoreCase), -1) : -1;
        return outcome < 0 ? null : new CatalogueRow(position, market, outcome);
    }

    private static IEnumerable<string> Tokens(PredictionMarket market) =>
        market.Outcomes.SelectMany((_, outcome) => new[] { market.Token(outcome), market.OppositeToken(outcome) });

    private static string WithoutPage(string text)
    {
        int at = text.IndexOf(PolymarketEvent, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? text : text[(at + PolymarketEvent.Length)..].Split('/', '?', '#')[0];
    }

    private static string WithoutOutcome(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon < 0 ? text : text[..colon];
    }
}
