namespace Sequence.Exchange.Risk;

/// <summary>A running graph as its runtime limits see it.</summary>
internal interface IWatchedGraph
{
    bool IsEnded { get; }

    IEnumerable<string> Symbols { get; }

    /// <summary>What each node traded so far on each venue.</summary>
    IEnumerable<TradedNode> Traded { get; }

    /// <summary>Calls back when a book of the symbol changed, until the graph ends.</summary>
    IDisposable Follow(string symbol, Action action);

    /// <summary>Runs the action after everything that belongs to the present moment.</summary>
    void ScheduleLast(Action action);

    /// <summary>A limit is broken: publishes it, and reacts at once. Never called inside a book's operation.</summary>
    /// <param name="limit">Its member under <c>risk.runtime</c>.</param>
    /// <param name="reaction">What the graph does about it.</param>
    void Breach(string limit, Wire.FailureReaction reaction);
}

/// <summary>What one node traded on one venue.</summary>
/// <param name="Instrument">What it traded.</param>
/// <param name="Sign">1 for a buy, -1 for a sell.</param>
/// <param name="Filled">Above zero.</param>
/// <param name="Notional">What the fills cost or brought in USD, before fees.</param>
/// <param name="Fees">In USD.</param>
/// <param name="Mark">The mark price of the venue in USD; the average fill price before there was one.</param>
internal readonly record struct TradedNode(Instrument Instrument, int Sign, Qty Filled, Usd Notional, Usd Fees, Px Mark);
