using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>The server's answer to a subscription (the contract's StreamAck).</summary>
internal sealed record SubscriptionAnswer(IReadOnlyList<string> Subscribed, IReadOnlyList<StreamEvent.Rejected> Rejected)
{
    /// <param name="answer">The answer as it came.</param>
    /// <param name="asked">The topics that were asked for.</param>
    public static SubscriptionAnswer Read(JToken answer, IReadOnlyList<string> asked)
    {
        List<string> subscribed = [.. Elements(answer, "subscribed").Select(Name)];
        List<StreamEvent.Rejected> rejected = [.. Elements(answer, "rejected").Select(e => new StreamEvent.Rejected(Name(e), Reason(e)))];

        // A server may answer under other names (a ticker with its side, say); only a short answer leaves a topic out.
        if (subscribed.Count + rejected.Count < asked.Count)
        {
            HashSet<string> named = [.. subscribed, .. rejected.Select(r => r.Topic)];
            rejected.AddRange(asked.Where(t => !named.Contains(t)).Select(t => new StreamEvent.Rejected(t, "The server's answer does not name it.")));
        }

        return new SubscriptionAnswer(subscribed, rejected);
    }

    /// <summary>Whether the answer names any of these topics.</summary>
    public static bool NamesAny(JToken answer, IReadOnlyList<string> topics) =>
        Elements(answer, "subscribed").Concat(Elements(answer, "rejected")).Select(Name).Any(topics.Contains);

    private static JArray Elements(JToken answer, string member) => answer[member] as JArray ?? [];

    // That an element is the topic's text is inferred, so an object that names the topic and the reason is read too.
    private static string Name(JToken element) => element switch
    {
        JValue plain => plain.ToString(CultureInfo.InvariantCulture),
        JObject o when (o["topic"] ?? o["channel"]) is JValue name => name.ToString(CultureInfo.InvariantCulture),
        _ => element.ToString(Newtonsoft.Json.Formatting.None),
    };

    private static string? Reason(JToken element) =>
        element is JObject o && (o["reason"] ?? o["message"] ?? o["error"]) is JValue { Type: JTokenType.String } reason ? (string?)reason : null;
}
