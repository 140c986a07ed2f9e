using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>Finds the secrets in a request body by the names of its members, so that an echo of them is never shown.</summary>
internal static class BodySecrets
{
    private static readonly HashSet<string> SecretMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "api_key", "api_secret", "passphrase", "extra_json", "secrets", "sequence_api_key",
    };

    public static IEnumerable<string> In(string body)
    {
        try
        {
            return JToken.Parse(body) is JObject json
                ? [.. json.Properties().Where(p => SecretMembers.Contains(p.Name)).SelectMany(p => Texts(p.Value))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Texts(JToken token) => token switch
    {
        JValue { Type: JTokenType.String } text => [(string)text!],
        JContainer many => many.Descendants().OfType<JValue>().Where(v => v.Type == JTokenType.String).Select(v => (string)v!),
        _ => [],
    };
}
