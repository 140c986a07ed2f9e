using Newtonsoft.Json;
using Sequence.Exchange.Generation;
using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Streaming;

/// <summary>Frames as bytes: written once, sent to every client of a topic.</summary>
internal static class StreamFrames
{
    public static byte[] Event(string channel, object payload) => WireJson.Bytes(
        new StreamFrame { Channel = channel, Data = new JRaw(WireJson.Text(payload, WireJson.Stream)) }, WireJson.Stream);

    public static byte[] Ack(IReadOnlyList<string> subscribed, IReadOnlyList<string> rejected) =>
        WireJson.Bytes(new StreamAck { Subscribed = subscribed, Rejected = rejected }, WireJson.Stream);

    public static byte[] Error(string message, string requestId) => WireJson.Bytes(
        new ErrorEnvelope { Error = new ErrorBody { Code = "BAD_REQUEST", Message = message, RequestId = requestId } }, WireJson.Stream);

    /// <summary>Reads a command.</summary>
    /// <returns>Null and the reason when the text is none.</returns>
    public static StreamCommand? Command(string text, out string problem)
    {
        problem = "A command is {\"subscribe\": [topics]} or {\"unsubscribe\": [topics]}.";
        try
        {
            using JsonTextReader reader = WireJson.Reader(new StringReader(text));
            StreamCommand? command = WireJson.Stream.Deserialize<StreamCommand>(reader);
            bool asks = command is { Subscribe: not null } or { Unsubscribe: not null };
            return asks && !reader.Read() ? command : null;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or ArgumentException)
        {
            problem = "The frame is no command: " + e.Message;
            return null;
        }
    }
}
