using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 5, monitor: transaction cost, what an order would cost, how one went. Most answers are not documented and come as they are.
public sealed partial class SequenceClient
{
    /// <summary>The most events of a trace unless the caller says otherwise.</summary>
    private const int TraceLimit = 100;

    private static readonly long[] SlippageSizes = [1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Analytics of the portfolio, of execution and of venues.</summary>
    public Analytics Analytics => field ??= new Analytics(_transport);

    /// <summary>Transaction cost analysis of everything, weighted by notional; free-form. Operation: getTca.</summary>
    /// <remarks>Documented members: implementation_shortfall_bps, spread_cost_bps, market_impact_bps, savings_vs_benchmark_bps, savings_usd, percentiles.</remarks>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaAsync(CancellationToken cancellationToken = default) => GetTcaAsync(new TcaFilter(), cancellationToken);

    /// <summary>Transaction cost analysis of one symbol, weighted by notional; free-form. Operation: getTca.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaAsync(string symbol, CancellationToken cancellationToken = default) =>
        GetTcaAsync(new TcaFilter { Symbol = Check.Text(symbol, nameof(symbol)) }, cancellationToken);

    /// <summary>Transaction cost analysis of what a filter keeps, weighted by notional; free-form. Operation: getTca.</summary>
    /// <param name="filter">Symbol, venue, time and routing version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">A text of the filter is empty, its time ends before it starts, or its routing version is none.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    // Without the priority a null would fit the text and the filter alike and not compile.
    [OverloadResolutionPriority(-1)]
    public Task<JToken> GetTcaAsync(TcaFilter filter, CancellationToken cancellationToken = default)
    {
        if (filter is null)
            throw new SequenceValidationException(nameof(filter), "must not be null.");
        filter.Validate();
        return _transport.CallAsync(filter.SendAsync, cancellationToken);
    }

    /// <summary>The venues of one symbol: share, spread regime, toxicity, quote-to-trade ratio; free-form. Operation: getVenueIntelligence.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetIntelAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Monitor.GetVenueIntelligenceAsync(symbol, token), cancellationToken);
    }

    /// <summary>How deep the market of one symbol is; free-form. A cold symbol waits like a quote. Operation: getDepthIntelligence.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetDepthAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Monitor.GetDepthIntelligenceAsync(symbol, token), cancellationToken);
    }

    /// <summary>What 1,000, 10,000, 100,000 and 1,000,000 USD would cost; free-form. A cold symbol waits like a quote. Operation: getSlippageCurve.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, or the side is another word.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetSlippageAsync(string symbol, Side side, CancellationToken cancellationToken = default) =>
        GetSlippageAsync(symbol, side, SlippageSizes, cancellationToken);

    /// <summary>What orders of these sizes would cost; free-form. A cold symbol waits like a quote. Operation: getSlippageCurve.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="sizesUsd">Whole USD, each 1 or more; at least one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, the side is another word, or there is no size, or one below 1.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetSlippageAsync(string symbol, Side side, IEnumerable<long> sizesUsd, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        BuyOrSell(side);
        if (sizesUsd is null)
            throw new SequenceValidationException(nameof(sizesUsd), "must not be null.");
        long[] sizes = [.. sizesUsd];
        if (sizes.Length == 0)
            throw new SequenceValidationException(nameof(sizesUsd), "must hold at least one size.");
        for (int i = 0; i < sizes.Length; i++)
            Check.InRange(sizes[i], 1, long.MaxValue, $"{nameof(sizesUsd)}[{i}]");
        return _transport.CallAsync((raw, token) => raw.Monitor.GetSlippageCurveAsync(symbol, side, sizes, token), cancellationToken);
    }

    /// <summary>Where an order would be routed; free-form. A cold symbol waits like a quote. Operation: getRoutingIntelligence.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="qty">Units of the base asset, above 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, the side is another word, or the quantity is not above 0.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetRoutingAsync(string symbol, Side side, decimal qty, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        BuyOrSell(side);
        Check.Positive(qty, nameof(qty));
        return _transport.CallAsync((raw, token) => raw.Monitor.GetRoutingIntelligenceAsync(symbol, side, qty, token), cancellationToken);
    }

    /// <inheritdoc cref="GetRoutingAsync(string, Side, decimal, CancellationToken)"/>
    public Task<JToken> GetRoutingAsync(string symbol, Side side, Qty qty, CancellationToken cancellationToken = default) =>
        GetRoutingAsync(symbol, side, qty.ToDecimal(), cancellationToken);

    /// <summary>
    /// What an order is expected to cost: mid, median and P90 cost, fill confidence, capacity, venue ranking; free-form.
    /// A cold symbol waits like a quote. Operation: getExecutionForecast.
    /// </summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="qty">Units of the base asset, above 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, the side is another word, or the quantity is not above 0.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetForecastAsync(string symbol, Side side, decimal qty, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        BuyOrSell(side);
        Check.Positive(qty, nameof(qty));
        return _transport.CallAsync((raw, token) => raw.Monitor.GetExecutionForecastAsync(symbol, side, qty, token), cancellationToken);
    }

    /// <inheritdoc cref="GetForecastAsync(string, Side, decimal, CancellationToken)"/>
    public Task<JToken> GetForecastAsync(string symbol, Side side, Qty qty, CancellationToken cancellationToken = default) =>
        GetForecastAsync(symbol, side, qty.ToDecimal(), cancellationToken);

    /// <summary>Plays an order through without submitting it; free-form. Operation: simulateExecution.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="side"><see cref="Side.Buy"/> or <see cref="Side.Sell"/>.</param>
    /// <param name="qty">Units of the base asset, above 0.</param>
    /// <param name="urgency">How eagerly it would trade; null, the default, leaves it to the server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol or the urgency is empty, the side is another word, or the quantity is not above 0.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> SimulateExecutionAsync(
        string symbol, Side side, decimal qty, Urgency? urgency = null, CancellationToken cancellationToken = default)
    {
        Check.Text(symbol, nameof(symbol));
        BuyOrSell(side);
        Check.Positive(qty, nameof(qty));
        string? word = urgency is { } given ? Check.Text(given.Value, nameof(urgency)) : null;
        return _transport.CallAsync((raw, token) => raw.Monitor.SimulateExecutionAsync(symbol, side, qty, word, token), cancellationToken);
    }

    /// <inheritdoc cref="SimulateExecutionAsync(string, Side, decimal, Urgency?, CancellationToken)"/>
    public Task<JToken> SimulateExecutionAsync(
        string symbol, Side side, Qty qty, Urgency? urgency = null, CancellationToken cancellationToken = default) =>
        SimulateExecutionAsync(symbol, side, qty.ToDecimal(), urgency, cancellationToken);

    /// <summary>How a working order goes; free-form. Operation: getExecutionLive.</summary>
    /// <param name="nodeOrderId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetExecutionLiveAsync(string nodeOrderId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(nodeOrderId, nameof(nodeOrderId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByMemberAsync(raw.Monitor.GetExecutionLiveAsync(nodeOrderId, token), "getExecutionLive", nodeOrderId, "node_order_id"), cancellationToken);
    }

    /// <summary>How a finished order went; free-form. Operation: getExecutionReview.</summary>
    /// <param name="nodeOrderId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetExecutionReviewAsync(string nodeOrderId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(nodeOrderId, nameof(nodeOrderId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByMemberAsync(raw.Monitor.GetExecutionReviewAsync(nodeOrderId, token), "getExecutionReview", nodeOrderId, "node_order_id"), cancellationToken);
    }

    /// <summary>How all orders of the account went; free-form. Operation: getExecutionSummary.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetExecutionSummaryAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetExecutionSummaryAsync(token), cancellationToken);

    /// <summary>What happened to one order, step by step; at most 100 events. Operation: listTraces.</summary>
    /// <param name="nodeOrderId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>In the order of the server. The set of <see cref="TraceEvent.EventType"/> is open.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<IReadOnlyList<TraceEvent>> GetTraceAsync(string nodeOrderId, CancellationToken cancellationToken = default) =>
        GetTraceAsync(nodeOrderId, TraceLimit, cancellationToken);

    /// <summary>What happened to one order, step by step. Operation: listTraces.</summary>
    /// <param name="nodeOrderId">Not empty.</param>
    /// <param name="limit">The most events, 1 or more.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>In the order of the server. The set of <see cref="TraceEvent.EventType"/> is open.</returns>
    /// <exception cref="SequenceValidationException">The id is empty, or the limit is below 1.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<IReadOnlyList<TraceEvent>> GetTraceAsync(string nodeOrderId, int limit, CancellationToken cancellationToken = default)
    {
        Check.Text(nodeOrderId, nameof(nodeOrderId));
        Check.InRange(limit, 1, int.MaxValue, nameof(limit));
        return _transport.CallAsync((raw, token) => raw.Monitor.ListTracesAsync(nodeOrderId, limit, token), cancellationToken);
    }

    private static void BuyOrSell(Side side)
    {
        if (!side.IsKnown)
            throw new SequenceValidationException(nameof(side), $"must be buy or sell, but was '{side}'.");
    }
}
