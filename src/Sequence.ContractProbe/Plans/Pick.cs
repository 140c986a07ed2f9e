using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>Takes values out of an answer that may look like anything.</summary>
internal static class Pick
{
    public static JToken? At(JToken? answer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            answer = (answer as JObject)?[name];
        return answer;
    }

    public static string? Text(JToken? answer, params ReadOnlySpan<string> names) =>
        At(answer, names) is { Type: JTokenType.String } text && (string)text! is { Length: > 0 } value ? value : null;

    public static decimal? Number(JToken? answer, params ReadOnlySpan<string> names) =>
        At(answer, names) is { Type: JTokenType.Integer or JTokenType.Float } number ? (decimal)number : null;

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JObject> Rows(JToken? answer, params ReadOnlySpan<string> names) => (At(answer, names) as JArray)?.OfType<JObject>() ?? [];
}
