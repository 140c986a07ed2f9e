using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Backtests: jobs that run on the server. Neither bodies nor answers are documented, so both are free-form.</summary>
public sealed class Backtests
{
    private readonly SequenceTransport _transport;

    internal Backtests(SequenceTransport transport) => _transport = transport;

    /// <summary>Starts a backtest. The call is never repeated by itself. Operation: createBacktest.</summary>
    /// <param name="request">A JSON object, sent as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; the id of the job is in it.</returns>
    /// <exception cref="SequenceValidationException">The request is no JSON object.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StartAsync(JToken request, CancellationToken cancellationToken = default)
    {
        JObject body = Check.JsonObject(request, nameof(request));
        return _transport.CallAsync((raw, token) => raw.Automate.CreateBacktestAsync(body, token), cancellationToken);
    }

    /// <summary>The state of a backtest. Operation: getBacktest.</summary>
    /// <param name="jobId">The id that the start answered with; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetAsync(string jobId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(jobId, nameof(jobId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByMemberAsync(raw.Automate.GetBacktestAsync(jobId, token), "getBacktest", jobId, "job_id", "id"), cancellationToken);
    }

    /// <summary>The results of a backtest. Operation: getBacktestResults.</summary>
    /// <param name="jobId">The id that the start answered with; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetResultsAsync(string jobId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(jobId, nameof(jobId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByMemberAsync(raw.Automate.GetBacktestResultsAsync(jobId, token), "getBacktestResults", jobId, "job_id", "id"), cancellationToken);
    }
}
