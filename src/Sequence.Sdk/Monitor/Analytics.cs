using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Analytics of the portfolio, of execution and of venues. Every answer is free-form and comes as it is.</summary>
public sealed class Analytics
{
    private readonly SequenceTransport _transport;

    internal Analytics(SequenceTransport transport) => _transport = transport;

    /// <summary>Value, profit, fees, concentration and positions. Operation: getPortfolioAnalytics.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetPortfolioAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetPortfolioAnalyticsAsync(token), cancellationToken);

    /// <summary>Orders, fills, latency and quality of execution. Operation: getExecutionAnalytics.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetExecutionAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetExecutionAnalyticsAsync(token), cancellationToken);

    /// <summary>Order counts, rates, latency and a quality score of every venue. Operation: getVenueAnalytics.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetVenuesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetVenueAnalyticsAsync(token), cancellationToken);

    /// <summary>Best prices, spread, depth and imbalance of one symbol, with the top of the book of every venue. Operation: getMarketAnalytics.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetMarketAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Monitor.GetMarketAnalyticsAsync(symbol, token), cancellationToken);
    }

    /// <summary>The versions of the router side by side. Operation: getAbReport.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetAbReportAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetAbReportAsync(token), cancellationToken);

    /// <summary>The report of transaction cost analysis. Operation: getTcaReport.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaReportAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetTcaReportAsync(token), cancellationToken);

    /// <summary>Transaction cost over time. Operation: getTcaTimeseries.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaTimeseriesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetTcaTimeseriesAsync(token), cancellationToken);

    /// <summary>Transaction cost by venue. Operation: getTcaVenues.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaVenuesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetTcaVenuesAsync(token), cancellationToken);

    /// <summary>How complete the data behind the transaction cost analysis is. Operation: getTcaQuality.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetTcaQualityAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Monitor.GetTcaQualityAsync(token), cancellationToken);
}
