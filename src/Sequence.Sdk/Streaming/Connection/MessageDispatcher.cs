namespace Sequence.Sdk.Streaming;

/// <summary>Puts the messages of a stream in line, and passes on what the server answers to commands.</summary>
internal sealed class MessageDispatcher(EventQueue events, FrameDecoder decoder, Subscriptions subscriptions, AccountTopics account) : IMessageSink
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

    public void OnOversized(ReadOnlySpan<byte> head, long length)
    {
        events.CountMessage(head);
        Put(decoder.DecodeOversized(head, $"Its {length} bytes are above the limit."));
    }

    private void Put(DecodedFrame frame)
    {
        if (frame.Latest is { } latest)
            events.Post(frame.Route!.Queue, latest);
        else if (frame.Event is StreamEvent.Malformed malformed)
            PutMalformed(frame.Route, malformed);
        else if (frame.Event is StreamEvent.Order or StreamEvent.Fill && account.Find(frame.Route!.Topic.Name) is { } recovery)
            recovery.Take(frame.Route.Queue, frame.Event);
        else
            events.Post(frame.Route!.Queue, frame.Event!);
    }

    private void PutMalformed(ChannelRoute? route, StreamEvent.Malformed malformed)
    {
        events.PostMalformed(route?.Queue, malformed);
        if (route is null)
            account.DoubtAll();
        else
            account.Find(route.Topic.Name)?.RequestAudit();
    }
}
