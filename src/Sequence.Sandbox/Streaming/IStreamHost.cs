using System.Net.WebSockets;

namespace Sequence.Sandbox.Streaming;

/// <summary>Serves the sessions of clients.</summary>
internal interface IStreamHost
{
    void Enter(StreamSession session);

    void Leave(StreamSession session);

    /// <summary>A frame of the client.</summary>
    void HandleFrame(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame);
}
