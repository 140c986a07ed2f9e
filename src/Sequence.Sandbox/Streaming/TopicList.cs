namespace Sequence.Sandbox.Streaming;

/// <summary>Which topics there are. A topic is split at its first colon: the symbol of a prediction holds another.</summary>
/// <param name="scheduler">The exchange's time.</param>
/// <param name="markets">What the market topics follow.</param>
/// <param name="funding">The funding rates of a venue and a symbol, null for all.</param>
/// <param name="hasDeployment">Whether an account has a deployment of an id.</param>
internal sealed class TopicList(
    Scheduler scheduler, MarketPlace markets, Func<string?, string?, IReadOnlyList<Wire.FundingRate>> funding, Func<Account, string, bool> hasDeployment)
{
    public const string Orders = "orders";
    public const string Fills = "fills";
    public const string Routing = "routing";
    public const string Costs = "tca";

    private static readonly HashSet<string> OfAccount = new(StringComparer.Ordinal) { Orders, Fills, Routing, Costs };

    public static string Deployment(string id) => "deployment:" + id;

    public static string Traces(string id) => "traces:" + id;

    /// <summary>True for the topics that tell an account of its own alone.</summary>
    public bool IsOfAccount(Account account, string topic)
    {
        if (OfAccount.Contains(topic))
            return true;
        string id = topic[(topic.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return (topic == Deployment(id) || topic == Traces(id)) && hasDeployment(account, id);
    }

    /// <summary>A topic that all accounts share; null when there is no such topic.</summary>
    public WatchedTopic? Open(string topic)
    {
        int colon = topic.IndexOf(':', StringComparison.Ordinal);
        string? rest = colon < 0 ? null : topic[(colon + 1)..];
        return (colon < 0 ? topic : topic[..colon]) switch
        {
            "prices" when Symbol(rest) is { } symbol => new PricesTopic(topic, symbol, markets, scheduler),
            "book" when Symbol(rest) is { } symbol => new BookTopic(topic, symbol, markets, scheduler),
            "fair_price" when rest is null || FairPrices.Has(markets, rest) => new FairPriceTopic(topic, rest, markets, scheduler),
            "funding" => Funding(topic, rest),
            _ => null,
        };
    }

    private string? Symbol(string? text) => text is null || markets.HasEnded(text) ? null : markets.Instrument(text)?.Symbol;

    private FundingTopic? Funding(string topic, string? rest)
    {
        int colon = rest?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        string? venue = colon < 0 ? rest : rest![..colon];
        string? symbol = colon < 0 ? null : rest![(colon + 1)..];
        return funding(venue, symbol).Count == 0 ? null : new FundingTopic(topic, () => funding(venue, symbol), symbol is not null, scheduler);
    }
}
