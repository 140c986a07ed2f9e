namespace Sequence.Sdk.Streaming;

/// <summary>Which event a topic's payload becomes.</summary>
internal enum TopicFamily
{
    Price,
    Book,
    Order,
    Fill,
    Routing,
    Trace,
    Tca,
    Deployment,
    FairPrice,
    Funding,
    Other,
}

/// <summary>What waits for a slow reader: the contract's channel table (x-channels) names one for each topic.</summary>
internal enum QueuePolicy
{
    /// <summary>One waiting event; a newer one takes its place.</summary>
    Latest,

    /// <summary>Every event up to the bound; beyond it a gap says so.</summary>
    NeverDrop,
}

/// <summary>A topic by its name. The name is split at its first colon only: a symbol may hold colons of its own.</summary>
internal sealed record Topic(string Name, TopicFamily Family, string Subject, QueuePolicy Policy)
{
    public const string Orders = "orders";
    public const string Fills = "fills";
    public const string Routing = "routing";

    public static string Prices(string symbol) => "prices:" + symbol;

    public static string Book(string symbol) => "book:" + symbol;

    public static Topic Parse(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string head = colon < 0 ? name : name[..colon];
        string subject = colon < 0 ? string.Empty : name[(colon + 1)..];
        (TopicFamily family, QueuePolicy policy) = (head, subject) switch
        {
            ("prices", not "") => (TopicFamily.Price, QueuePolicy.Latest),
            ("book", not "") => (TopicFamily.Book, QueuePolicy.Latest),
            (Orders, "") => (TopicFamily.Order, QueuePolicy.NeverDrop),
            (Fills, "") => (TopicFamily.Fill, QueuePolicy.NeverDrop),
            (Routing, "") => (TopicFamily.Routing, QueuePolicy.NeverDrop),
            ("traces", not "") => (TopicFamily.Trace, QueuePolicy.NeverDrop),
            ("tca", "") => (TopicFamily.Tca, QueuePolicy.NeverDrop),
            ("deployment", not "") => (TopicFamily.Deployment, QueuePolicy.NeverDrop),
            ("fair_price", _) => (TopicFamily.FairPrice, QueuePolicy.Latest),
            // Only with a symbol does a funding topic carry one row; without, the rows of many symbols share it.
            ("funding", var rest) when rest.Contains(':', StringComparison.Ordinal) => (TopicFamily.Funding, QueuePolicy.Latest),
            ("funding", _) => (TopicFamily.Funding, QueuePolicy.NeverDrop),
            _ => (TopicFamily.Other, QueuePolicy.NeverDrop),
        };
        return new Topic(name, family, subject, policy);
    }
}
