using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 4, automate: WebAssembly algos by symbol, one for each symbol of the account. Sandbox and live algos are kept apart by the kind of key.
public sealed partial class SequenceClient
{
    /// <summary>Every algo of the account, one row per symbol. Operation: listAlgos.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see cref="AlgosResult.Edges"/> is null: <see cref="GetAlgosPerEdgeAsync"/> asks for it.</returns>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<AlgosResult> GetAlgosAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Automate.ListAlgosAsync(null, token), cancellationToken);

    /// <summary>Every algo of the account, per symbol and also per symbol and edge: state, position, profit, latency. Operation: listAlgos.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<AlgosResult> GetAlgosPerEdgeAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Automate.ListAlgosAsync("edge", token), cancellationToken);

    /// <summary>The algo of one symbol. Operation: getAlgo.</summary>
    /// <param name="symbol">Such as <c>ETH-USD</c>; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused (404: the symbol has no algo), no complete answer came, or it is not readable.</exception>
    public Task<Algo> GetAlgoAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync(
            (raw, token) => Requested.BySymbolAsync(raw.Automate.GetAlgoAsync(symbol, token), "getAlgo", symbol, algo => algo.Symbol), cancellationToken);
    }

    /// <summary>Deploys an algo for one symbol in the place of the one before; it starts stopped. Operation: deployAlgoBySymbol.</summary>
    /// <remarks>
    /// The body is not documented. This sends <c>{"symbol": .., "wasm_base64": ..}</c>, which is inferred from <see cref="DeployAlgoAsync(string,
    /// ReadOnlyMemory{byte}, IEnumerable{string}, CancellationToken)"/>; the other overload sends what you pass.
    /// </remarks>
    /// <param name="symbol">What it trades; not empty.</param>
    /// <param name="wasm">The WebAssembly module: the bytes of the <c>.wasm</c> file, not its text form.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The symbol is empty, or the bytes are no WebAssembly module.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> DeployAlgoBySymbolAsync(string symbol, ReadOnlyMemory<byte> wasm, CancellationToken cancellationToken = default) =>
        DeployAlgoBySymbolAsync(
            new JObject(
                new JProperty("symbol", Check.Text(symbol, nameof(symbol))),
                new JProperty("wasm_base64", WasmModule.ToBase64(wasm, nameof(wasm)))),
            cancellationToken);

    /// <summary>Deploys an algo for one symbol with a body of your own. The body is not documented. Operation: deployAlgoBySymbol.</summary>
    /// <param name="body">A JSON object, sent as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The body is no JSON object.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> DeployAlgoBySymbolAsync(JToken body, CancellationToken cancellationToken = default)
    {
        JObject sent = Check.JsonObject(body, nameof(body));
        return _transport.CallAsync((raw, token) => raw.Automate.DeployAlgoBySymbolAsync(sent, token), cancellationToken);
    }

    /// <summary>Starts the algo of one symbol. Operation: startAlgo.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StartAlgoAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Automate.StartAlgoAsync(symbol, token), cancellationToken, verify: AnswerCheck.Symbol(symbol));
    }

    /// <summary>Stops the algo of one symbol. Its resting orders stay in the market. Operation: stopAlgo.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> StopAlgoAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Automate.StopAlgoAsync(symbol, token), cancellationToken, verify: AnswerCheck.Symbol(symbol));
    }

    /// <summary>Deletes the algo of one symbol. Operation: deleteAlgo.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> DeleteAlgoAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Automate.DeleteAlgoAsync(symbol, token), cancellationToken, verify: AnswerCheck.Symbol(symbol));
    }

    /// <summary>What the algo of one symbol logged; free-form. Operation: getAlgoLogs.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetAlgoLogsAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Automate.GetAlgoLogsAsync(symbol, token), cancellationToken);
    }

    /// <summary>Counters of the algo of one symbol; free-form. Operation: getAlgoStats.</summary>
    /// <param name="symbol">Not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetAlgoStatsAsync(string symbol, CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        return _transport.CallAsync((raw, token) => raw.Automate.GetAlgoStatsAsync(symbol, token), cancellationToken);
    }
}
