using Newtonsoft.Json;

namespace Sequence.Benchmarks.Decode;

/// <summary>A message of the stream as a type, for the ordinary reader.</summary>
/// <typeparam name="T">The payload.</typeparam>
internal sealed class Envelope<T> where T : class
{
    [JsonProperty("channel")]
    public string Channel { get; set; } = "";

    [JsonProperty("data")]
    public T? Data { get; set; }
}
