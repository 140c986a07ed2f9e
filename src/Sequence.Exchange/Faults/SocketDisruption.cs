namespace Sequence.Exchange.Faults;

/// <summary>What a fault does to the connection of a stream; the host carries it out.</summary>
internal abstract record SocketDisruption;

/// <summary>The connection is closed with a code.</summary>
internal sealed record CloseSocket(int Code) : SocketDisruption;

/// <summary>The connection is cut by a reset.</summary>
internal sealed record ResetSocket : SocketDisruption;

/// <summary>The connection stays open, and nothing gets through any more, neither way.</summary>
internal sealed record SilenceSocket : SocketDisruption;
