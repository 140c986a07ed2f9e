namespace Sequence.Sdk.Streaming;

/// <summary>Puts the messages of a stream in line, and passes on what the server answers to commands.</summary>
internal sealed class ConnectionSink(EventQueue events, FrameDecoder decoder, Subscriptions subscriptions) : IMessageSink
{
    public void OnMessage(ReadOnlySpan<byte> message)
    {
        events.CountMessage(message);
        DecodedFrame frame = decoder.Decode(message);
        if (frame.IsAnswer)
            subscriptions.OnAnswer(PayloadJson.Parse(message));
        else
            Put(frame);
    }

    public void OnRefused(ReadOnlySpan<byte> head, long length)
    {
        events.CountMessage(head);
        Put(decoder.DecodeRefused(head, $"Its {length} bytes are above the limit."));
    }

    private void Put(DecodedFrame frame)
    {
        if (frame.Latest is { } latest)
            events.Post(frame.Route!.Queue, latest);
        else if (frame.Event is StreamEvent.Malformed malformed)
            events.PostMalformed(frame.Route?.Queue, malformed);
        else
            events.Post(frame.Route!.Queue, frame.Event!);
    }
}
