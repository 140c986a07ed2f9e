using Newtonsoft.Json;

namespace Sequence.Sdk.Streaming;

/// <summary>One line of a recorded stream (docs/streams.md).</summary>
internal sealed record RecordedLine(
    [property: JsonProperty("kind")] string Kind,
    [property: JsonProperty("at_ns")] long At)
{
    public const string Start = "stream";
    public const string Connected = "connected";
    public const string Frame = "frame";
    public const string Gap = "gap";
    public const string Lost = "lost";
    public const string End = "end";

    [JsonProperty("topic", NullValueHandling = NullValueHandling.Ignore)]
    public string? Topic { get; init; }

    [JsonProperty("count", NullValueHandling = NullValueHandling.Ignore)]
    public long? Count { get; init; }

    [JsonProperty("text", NullValueHandling = NullValueHandling.Ignore)]
    public string? Text { get; init; }
}
