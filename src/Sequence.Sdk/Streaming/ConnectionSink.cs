using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>Puts the messages of one connection in line, and hears the answer to its subscription.</summary>
internal sealed class ConnectionSink(EventQueue events, FrameDecoder decoder, IReadOnlyList<string> topics) : IMessageSink
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the server has answered the subscription.</summary>
    public Task Answered => _answered.Task;

    /// <summary>True once anything of a topic came: from then on, the end of the connection is a gap.</summary>
    public bool HasCarried { get; private set; }

    public void OnMessage(ReadOnlySpan<byte> message)
    {
        events.CountMessage();
        DecodedFrame frame = decoder.Decode(message);
        if (frame.IsAnswer)
            OnAnswer(message.ToArray());
        else
            Put(frame);
    }

    public void OnRefused(ReadOnlySpan<byte> head, long length)
    {
        events.CountMessage();
        Put(decoder.DecodeRefused(head, $"Its {length} bytes are above the limit."));
    }

    private void Put(DecodedFrame frame)
    {
        HasCarried = true;
        if (frame.Event is StreamEvent.Malformed malformed)
            events.PostMalformed(frame.Route?.Queue, malformed);
        else
            events.Post(frame.Route!.Queue, frame.Event!);
    }

    private void OnAnswer(byte[] message)
    {
        JToken answer = PayloadJson.Parse(message);
        (IReadOnlyList<string> subscribed, IReadOnlyList<StreamEvent.Rejected> rejected) = SubscriptionAnswer.Read(answer, topics);
        HasCarried = true;
        events.MarkRejected(rejected.Select(r => r.Topic).ToHashSet());
        events.PostControl(new StreamEvent.Subscribed(subscribed) { Data = answer });
        foreach (StreamEvent.Rejected topic in rejected)
            events.PostControl(topic, topic.Topic);
        _answered.TrySetResult();
    }
}
