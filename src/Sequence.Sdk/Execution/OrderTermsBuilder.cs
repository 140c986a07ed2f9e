namespace Sequence.Sdk;

/// <summary>
/// The settings that an order has whether it is sent alone (<see cref="OrderBuilder"/>) or as part of a graph (<see cref="Node"/>).
/// Immutable: every method returns a new builder. A value that cannot be sent is refused at once with <see cref="SequenceValidationException"/>.
/// </summary>
/// <typeparam name="TSelf">The builder that comes back.</typeparam>
public abstract class OrderTermsBuilder<TSelf> where TSelf : OrderTermsBuilder<TSelf>
{
    private protected OrderTermsBuilder(OrderTerms terms) => Terms = terms;

    internal OrderTerms Terms { get; }

    private protected abstract TSelf With(OrderTerms terms);

    private protected TSelf With(ExecutionSettings execution) => With(Terms with { Execution = execution });

    /// <summary>Pins the order to one venue; without it the server routes.</summary>
    /// <param name="venue">Such as <c>coinbase</c>; not empty.</param>
    public TSelf Venue(string venue) => With(Terms with { Venue = Check.Text(venue, "venue") });

    /// <summary>Makes it a limit order; without a limit it is a market order.</summary>
    /// <param name="price">Price per unit, above 0, with at most 9 digits after the point. On prediction venues 0 to 1.</param>
    public TSelf LimitPrice(decimal price) => LimitPrice(Amounts.Positive<Px>(price, "limit_price"));

    /// <inheritdoc cref="LimitPrice(decimal)"/>
    public TSelf LimitPrice(Px price) => With(Terms with { LimitPrice = Amounts.Positive(price, "limit_price") });

    /// <summary>The execution policy; the server's default is <c>sor</c> (smart order routing).</summary>
    /// <param name="policy">A listed value, or any other word that the server knows.</param>
    public TSelf Policy(Policy policy)
    {
        Check.Text(policy.Value, "policy");
        return With(Terms.Execution with { Policy = policy });
    }

    /// <summary>How fast the order is worked.</summary>
    /// <param name="urgency">Low, medium or high.</param>
    public TSelf Urgency(Urgency urgency)
    {
        Check.Text(urgency.Value, "urgency");
        return With(Terms.Execution with { Urgency = urgency });
    }

    /// <summary>The most that the average price may differ from the mid at arrival.</summary>
    /// <param name="basisPoints">0 to 65535; 10 is 0.1 percent.</param>
    public TSelf MaxSlippageBps(int basisPoints) =>
        With(Terms.Execution with { MaxSlippageBps = Amounts.BasisPoints(basisPoints, "max_slippage_bps") });

    /// <summary>The time within which the order must finish.</summary>
    /// <param name="horizon">0 or more, in whole milliseconds; a fraction is refused.</param>
    public TSelf Horizon(TimeSpan horizon) =>
        With(Terms.Execution with { HorizonMs = Amounts.WholeMilliseconds(horizon, "horizon") });

    /// <summary>How long the order stays.</summary>
    /// <param name="timeInForce">Good till cancelled, immediate or cancel, fill or kill.</param>
    public TSelf TimeInForce(TimeInForce timeInForce)
    {
        Check.Text(timeInForce.Value, "time_in_force");
        return With(Terms.Execution with { TimeInForce = timeInForce });
    }

    /// <summary>Trades the perpetual future instead of the spot pair.</summary>
    public TSelf Perp() => With(Terms with { InstrumentType = InstrumentType.Perp });
}
