using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>One request as it left the SDK.</summary>
/// <param name="Operation">The contract's operationId.</param>
/// <param name="Method">GET, POST, ..</param>
/// <param name="Path">Percent-encoded, with the leading slash.</param>
/// <param name="Query">Percent-encoded, without the question mark.</param>
/// <param name="Headers">Every header by name, in alphabetical order; of the bearer only its scheme.</param>
/// <param name="Body">The JSON body, or null when there were no body bytes.</param>
internal sealed record RecordedRequest(
    string Operation, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, JToken? Body)
{
    public bool HasBearer => Headers.ContainsKey("Authorization");

    public string RequestId => Headers[RequestIds.Header];

    public static async Task<RecordedRequest> FromAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        return new RecordedRequest(
            RawCall.Of(request)?.OperationId ?? "",
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            request.RequestUri.Query.TrimStart('?'),
            ReadHeaders(request),
            body.Length == 0 ? null : Json.Parse(body));
    }

    /// <summary>The request that opens a WebSocket, as a server got it.</summary>
    public static RecordedRequest FromHandshake(HttpRequest request) => new(
        "", request.Method, request.Path, request.QueryString.ToString().TrimStart('?'),
        Shown(request.Headers.Select(h => (h.Key, h.Value.ToString()))), null);

    /// <summary>The form that snapshots hold.</summary>
    public JObject ToJson()
    {
        var json = new JObject
        {
            ["request"] = $"{Method} {Path}{(Query.Length > 0 ? "?" + Query : "")}",
            ["headers"] = new JObject(Headers.Select(h => new JProperty(h.Key, h.Value))),
        };
        if (Body is not null)
            json["body"] = Body;
        return json;
    }

    public override string ToString() => ToJson().ToString(Formatting.Indented);

    private static SortedDictionary<string, string> ReadHeaders(HttpRequestMessage request) =>
        Shown(request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).Select(h => (h.Key, string.Join(", ", h.Value))));

    /// <summary>Headers without the key and without what differs from run to run.</summary>
    private static SortedDictionary<string, string> Shown(IEnumerable<(string Name, string Value)> all)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in all)
        {
            headers[name] = name switch
            {
                "Authorization" => value.Split(' ')[0] + " ***",
                "User-Agent" => "Sequence.Sdk/(version)",
                "Host" => "(host)",
                "Sec-WebSocket-Key" => "(random)",
                _ => value,
            };
        }

        headers.Remove("Content-Length");
        return headers;
    }
}
