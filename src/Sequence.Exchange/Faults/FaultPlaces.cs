
using Sequence.Sandbox;

namespace Sequence.Exchange.Faults;

/// <summary>Every operation and topic that a fault can be about.</summary>
/// <param name="operationIds">The operations of the contract; read when a fault is added.</param>
internal sealed class FaultPlaces(Func<IEnumerable<string>> operationIds)
{
    /// <summary>The topics of the contract's channel table, by their part before the colon, and those of the sockets of market lifecycle.</summary>
    private static readonly string[] Topics =
    [
        "prices", "book", "orders", "fills", "routing", "tca", "traces", "deployment", "funding", "fair_price", NewMarkets, MarketResolved,
    ];

    private static readonly string[] WithSymbol = ["prices", "book", "traces", "deployment"];

    /// <summary>The topic of the socket of new markets.</summary>
    public const string NewMarkets = "new_markets";

    /// <summary>The topic of the socket of resolutions.</summary>
    public const string MarketResolved = "market_resolved";

    /// <returns>Why the fault could never act; null when it can.</returns>
    public string? Problem(Fault fault)
    {
        if (fault.Where == Fault.Anything)
            return null;
        bool isForAnswers = fault.OnAnswer is not null;
        bool isForTopics = fault.OnFrame is not null || fault.RejectsSubscription;
        if ((isForAnswers && IsOperation(fault.Where)) || (isForTopics && !fault.IsAfterAccept && IsTopic(fault.Where)))
            return null;
        string kind = (isForAnswers, isForTopics) switch
        {
            (true, true) => "an operation of the contract nor a topic of the stream",
            (true, false) => "an operation of the contract",
            _ => "a topic of the stream",
        };
        return $"{fault.Name} is about '{fault.Where}', which is {(isForAnswers && isForTopics ? "neither" : "not")} {kind}.";
    }

    public bool IsOperation(string where) =>
        operationIds().Any(operation => Fault.Matches(where, operation));

    public static bool IsTopic(string where)
    {
        if (where.EndsWith('*') && !where.Contains(':', StringComparison.Ordinal))
            return Array.Exists(Topics, topic => topic.StartsWith(where[..^1], StringComparison.Ordinal));
        string[] parts = where.Split(':', 2);
        bool needsMore = WithSymbol.Contains(parts[0]);
        bool takesMore = needsMore || parts[0] is "funding" or "fair_price";
        return Topics.Contains(parts[0]) && (parts.Length == 1 ? !needsMore : takesMore && parts[1].Length > 0);
    }
}
