using System.Text;

namespace Sequence.Sdk;

public abstract partial record StreamEvent
{
    /// <summary>A prediction market that just appeared (a <see cref="LifecycleStream"/> of new markets).</summary>
    /// <param name="Value">The market; its volumes are 0 and its best prices null while it is fresh.</param>
    public sealed record NewMarket(NewMarketEvent Value) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>A prediction market that was decided (a <see cref="LifecycleStream"/> of resolved markets).</summary>
    /// <param name="Value">How it ended: the winning token pays 1 USD, the losing one 0.</param>
    public sealed record MarketResolved(MarketResolvedEvent Value) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }
}
