using System.Net.WebSockets;

namespace Sequence.Sandbox.Streaming;

/// <summary>What a client's session talks to.</summary>
internal interface IStreamHost
{
    void Enter(StreamSession session);

    void Leave(StreamSession session);

    /// <summary>A frame of the client.</summary>
    void Obey(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame);
}
