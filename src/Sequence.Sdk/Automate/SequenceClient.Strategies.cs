using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 4, automate: hosted strategies, and backtests. No answer about a strategy is documented, so each comes as it is.
public sealed partial class SequenceClient
{
    /// <summary>Backtests: start one, ask for its state, read its results.</summary>
    public Backtests Backtests => field ??= new Backtests(_transport);

    /// <summary>Every hosted strategy of the account; free-form. Operation: listStrategies.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetStrategiesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Automate.ListStrategiesAsync(token), cancellationToken);

    /// <summary>One hosted strategy; free-form. It shows <c>env</c>, never <c>secrets</c> or <c>sequence_api_key</c>. Operation: getStrategy.</summary>
    /// <param name="strategyId">Such as <c>strat_abc</c>; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused (404: there is no such strategy), no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetStrategyAsync(string strategyId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        return _transport.CallAsync(
            (raw, token) => Requested.ByMemberAsync(raw.Automate.GetStrategyAsync(strategyId, token), "getStrategy", strategyId, "strategy_id", "id"), cancellationToken);
    }

    /// <summary>Creates a hosted strategy, stopped unless its definition says otherwise. Operation: createStrategy.</summary>
    /// <remarks>
    /// The server checks the artifact and the quotas of the account's tier, and its own limits win over those in the definition.
    /// The call is never repeated by itself: after <see cref="Retryability.OutcomeUnknown"/> look into <see cref="GetStrategiesAsync"/> first.
    /// </remarks>
    /// <param name="definition">Name, runtime, entrypoint and artifact at least. Read while the call starts: later changes of it are not sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form.</returns>
    /// <exception cref="SequenceValidationException">A required member is empty, the artifact is no base64, or a free-form member is no JSON object.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> CreateStrategyAsync(StrategyDefinition definition, CancellationToken cancellationToken = default)
    {
        if (definition is null)
            throw new SequenceValidationException(nameof(definition), "must not be null.");
        definition.Validate();
        return _transport.CallAsync((raw, token) => raw.Automate.CreateStrategyAsync(definition, token), cancellationToken);
    }

    /// <summary>Starts a strategy. Operation: startStrategy.</summary>
    /// <param name="strategyId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StartStrategyAsync(string strategyId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        return _transport.CallAsync((raw, token) => raw.Automate.StartStrategyAsync(strategyId, token), cancellationToken, verify: AnswerCheck.Id(strategyId, "strategy_id", "id"));
    }

    /// <summary>Stops a strategy. Operation: stopStrategy.</summary>
    /// <param name="strategyId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StopStrategyAsync(string strategyId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        return _transport.CallAsync((raw, token) => raw.Automate.StopStrategyAsync(strategyId, token), cancellationToken, verify: AnswerCheck.Id(strategyId, "strategy_id", "id"));
    }

    /// <summary>What the latest run of a strategy logged; free-form. Operation: getStrategyLogs.</summary>
    /// <param name="strategyId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetStrategyLogsAsync(string strategyId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        return _transport.CallAsync((raw, token) => raw.Automate.GetStrategyLogsAsync(strategyId, null, token), cancellationToken);
    }

    /// <summary>What an earlier run of a strategy logged; free-form. Operation: getStrategyLogs.</summary>
    /// <param name="strategyId">Not empty.</param>
    /// <param name="runId">The run; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id of the strategy or of the run is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetStrategyLogsAsync(string strategyId, string runId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        Check.Text(runId, nameof(runId));
        return _transport.CallAsync((raw, token) => raw.Automate.GetStrategyLogsAsync(strategyId, runId, token), cancellationToken);
    }

    /// <summary>Deletes a strategy. Operation: deleteStrategy.</summary>
    /// <param name="strategyId">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> DeleteStrategyAsync(string strategyId, CancellationToken cancellationToken = default)
    {
        Check.PathValue(strategyId, nameof(strategyId));
        return _transport.CallAsync((raw, token) => raw.Automate.DeleteStrategyAsync(strategyId, token), cancellationToken, verify: AnswerCheck.Id(strategyId, "strategy_id", "id"));
    }
}
