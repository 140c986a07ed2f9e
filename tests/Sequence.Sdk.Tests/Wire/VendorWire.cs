using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>One request that the vendor's Python client sent.</summary>
internal sealed record VendorRequest(string Verb, string Path, string Query, JToken? Body, bool HasBearer);

/// <summary>One call of the vendor's Python client with the requests that came out of it.</summary>
internal sealed record VendorCall(string Call, IReadOnlyList<VendorRequest> Requests);

/// <summary>What the vendor's Python client puts on the wire, recorded call by call in <c>vendor-wire.jsonl</c>.</summary>
internal static class VendorWire
{
    public static IReadOnlyDictionary<string, VendorCall> Calls { get; } = Load();

    private static Dictionary<string, VendorCall> Load() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "vendor-wire.jsonl"))
        .Where(line => line.Length > 0)
        .Select(line => (JObject)Json.Parse(line))
        .Select(call => new VendorCall((string)call["call"]!, [.. call["requests"]!.Select(ReadRequest)]))
        .ToDictionary(call => call.Call);

    private static VendorRequest ReadRequest(JToken request) => new(
        (string)request["verb"]!,
        (string)request["path"]!,
        (string)request["query"]!,
        request["body"] is { Type: not JTokenType.Null } body ? body : null,
        HasBearer: request["auth"] is null);
}
