using Newtonsoft.Json.Linq;
using Sequence.Exchange.Generation;
using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Streaming;

/// <summary>Frames as bytes: written once, sent to every client of a topic.</summary>
internal static class StreamFrames
{
    private const string Form = "A command is {\"subscribe\": [topics]} or {\"unsubscribe\": [topics]}.";

    public static byte[] Event(string channel, object payload) => WireJson.Bytes(
        new StreamFrame { Channel = channel, Data = new JRaw(WireJson.Text(payload, WireJson.Stream)) }, WireJson.Stream);

    public static byte[] Ack(IReadOnlyList<string> subscribed, IReadOnlyList<string> rejected) =>
        WireJson.Bytes(new StreamAck { Subscribed = subscribed, Rejected = rejected }, WireJson.Stream);

    public static byte[] Error(ApiErrorException error, string requestId) => WireJson.Bytes(
        new ErrorEnvelope
        {
            Error = new ErrorBody { Code = error.Code, Message = error.Message, RequestId = requestId, Details = error.Details.Count > 0 ? error.Details : null },
        },
        WireJson.Stream);

    /// <summary>Reads a command.</summary>
    /// <exception cref="ApiErrorException">The frame is none; the member that does not fit is named.</exception>
    public static StreamCommand Command(string text)
    {
        JToken frame = JsonText.Read(new StringReader(text), "The frame");
        if (JsonShape.Mismatch(frame, typeof(StreamCommand)) is { } mismatch)
            throw ApiErrorException.Unreadable(mismatch.Path, $"{(mismatch.Path.Length > 0 ? mismatch.Path : "The frame")} {mismatch.Problem} {Form}");
        StreamCommand? command = frame.ToObject<StreamCommand>(WireJson.Stream);
        return command is { Subscribe: not null } or { Unsubscribe: not null } ? command : throw ApiErrorException.BadRequest(Form);
    }
}
