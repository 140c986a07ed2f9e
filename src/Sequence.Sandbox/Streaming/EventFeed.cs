using System.Net.WebSockets;
using Sequence.Exchange.Generation;

namespace Sequence.Sandbox.Streaming;

/// <summary>
/// A socket without subscriptions: whoever comes gets the latest 128 events, then every new one, each as a frame of its own.
/// What clients send is ignored.
/// </summary>
/// <param name="topic">Its name among the topics, for faults.</param>
/// <param name="scheduler">The exchange's clock.</param>
internal sealed class EventFeed(string topic, Scheduler scheduler) : IStreamHost
{
    /// <summary>How many events are sent again.</summary>
    public const int Replayed = 128;

    private readonly Queue<byte[]> _latest = new();
    private readonly HashSet<StreamSession> _sessions = [];
    private bool _closed;

    /// <summary>Under the gate.</summary>
    public void Publish(object payload)
    {
        byte[] frame = WireJson.Bytes(payload, WireJson.Stream);
        if (_latest.Count == Replayed)
            _latest.Dequeue();
        _latest.Enqueue(frame);
        foreach (StreamSession session in _sessions)
            session.Post(topic, frame);
    }

    public void Enter(StreamSession session) => scheduler.Enter(() =>
    {
        _sessions.Add(session);
        foreach (byte[] frame in _latest)
            session.Post(topic, frame);
        if (_closed)
            StreamHub.CloseForShutdown(session);
    });

    public void Leave(StreamSession session) => scheduler.Enter(() => _sessions.Remove(session));

    public void HandleFrame(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame)
    {
    }

    public void Refuse(StreamSession session, Exception failure) =>
        scheduler.Enter(() => session.Post(StreamFrames.Error(ApiErrorException.Of(failure), session.RequestId)));

    /// <summary>Closes every client, present and to come.</summary>
    public void CloseAll() => scheduler.Enter(() =>
    {
        _closed = true;
        foreach (StreamSession session in _sessions)
            StreamHub.CloseForShutdown(session);
    });
}
