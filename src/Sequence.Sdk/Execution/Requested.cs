using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>
/// Checks that an answer is what the request named. A server or a proxy that ignores a filter or a path returns another row,
/// which must not be taken for the one that was asked for: it counts as not found.
/// </summary>
internal static class Requested
{
    /// <summary>A thing with an id of its own. An order may come under the id that it got by an amend.</summary>
    /// <exception cref="SequenceApiException">404 NOT_FOUND: something else came.</exception>
    /// <exception cref="SequenceDeserializationException">What came names no id.</exception>
    public static async Task<T> ByIdAsync<T>(Task<T> call, string operation, string id, Func<T, string?> idOf)
    {
        T answer = await call.ConfigureAwait(false);
        if (idOf(answer) is not { Length: > 0 } came)
        {
            throw new SequenceDeserializationException($"The answer of {operation} is not '{ServerText.OneLine(id)}': it names no id.", string.Empty, retryability: Retryability.AfterBackoff)
            {
                Operation = operation,
            };
        }

        return GraphIds.IsOrderOrSuccessor(id, came) ? answer : throw NotFound(operation, id, came);
    }

    /// <summary>A thing with a symbol, which the server may spell in its own way.</summary>
    public static async Task<T> BySymbolAsync<T>(Task<T> call, string operation, string symbol, Func<T, string?> symbolOf)
    {
        T answer = await call.ConfigureAwait(false);
        return SymbolNames.Differ(symbol, symbolOf(answer)) ? throw NotFound(operation, symbol, symbolOf(answer)!) : answer;
    }

    /// <summary>Free-form JSON that names its id.</summary>
    /// <param name="call">The call.</param>
    /// <param name="operation">The operation of the contract.</param>
    /// <param name="id">The id of the request.</param>
    /// <param name="members">The members that may hold the id; the first that is there counts.</param>
    public static Task<JToken> ByMemberAsync(Task<JToken> call, string operation, string id, params string[] members) => ByIdAsync(
        call, operation, id, answer => (answer as JObject) is { } json && members.Select(member => json[member]).OfType<JValue>().FirstOrDefault() is { Value: string came }
            ? came
            : id);

    /// <summary>The error of a lookup whose answer was something else.</summary>
    public static SequenceApiException NotFound(string operation, string asked, string came) => SequenceApiException.NotFound(
        operation, $"{operation} was asked for '{ServerText.OneLine(asked)}' and answered with '{ServerText.OneLine(came)}'; there is no such thing here.");
}
