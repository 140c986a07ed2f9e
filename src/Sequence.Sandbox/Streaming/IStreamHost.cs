using System.Net.WebSockets;

namespace Sequence.Sandbox.Streaming;

/// <summary>Serves the sessions of clients.</summary>
internal interface IStreamHost
{
    void Enter(StreamSession session);

    void Leave(StreamSession session);

    /// <summary>A frame of the client.</summary>
    /// <exception cref="Exception">The frame is bad, or handling it failed; see <see cref="FrameGuard"/>.</exception>
    void HandleFrame(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame);

    /// <summary>Answers a frame with an error frame.</summary>
    void Refuse(StreamSession session, Exception failure);
}

/// <summary>The one place where a frame that cannot be handled becomes an error frame. The connection goes on, and so do all others.</summary>
internal static class FrameGuard
{
    public static void HandleOrRefuse(this IStreamHost host, StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame)
    {
        try
        {
            host.HandleFrame(session, type, frame);
        }
        catch (Exception e)
        {
            host.Refuse(session, e);
        }
    }
}
