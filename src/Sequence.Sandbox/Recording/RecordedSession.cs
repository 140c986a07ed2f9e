using System.Net.WebSockets;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Recording;

/// <summary>Stands between one client and the host of its stream, and tells the recorder what passes. It is also the handle by which a replay plays the client.</summary>
internal sealed class RecordedSession(IStreamHost host, Scheduler scheduler, SessionRecorder recorder, RecordedRequest request) : IStreamHost
{
    private StreamSession? _session;
    private int _number;

    public void Enter(StreamSession session) => scheduler.Enter(() =>
    {
        _session = session;
        _number = recorder.Open(this, request);
        session.Posted += frame => recorder.Frame(_number, isReceived: false, isText: true, frame);
        host.Enter(session);
    });

    public void Leave(StreamSession session) => scheduler.Enter(() =>
    {
        host.Leave(session);
        recorder.Close(_number);
    });

    public void HandleFrame(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame)
    {
        byte[] content = frame.ToArray();
        scheduler.Enter(() =>
        {
            recorder.Frame(_number, isReceived: true, type == WebSocketMessageType.Text, content);
            // The answer to a bad frame belongs to the same step.
            host.HandleOrRefuse(session, type, content);
        });
    }

    public void Refuse(StreamSession session, Exception failure) => host.Refuse(session, failure);

    /// <summary>Plays a frame of the client.</summary>
    public void Play(WebSocketMessageType type, byte[] frame) => HandleFrame(_session!, type, frame);

    /// <summary>Plays that the client leaves.</summary>
    public void PlayLeave() => Leave(_session!);
}
