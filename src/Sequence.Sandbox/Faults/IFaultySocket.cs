namespace Sequence.Sandbox.Faults;

/// <summary>An open WebSocket of a client, as the faults see it.</summary>
internal interface IFaultySocket
{
    /// <summary>Closes with a code.</summary>
    void CloseWith(int code);

    /// <summary>Cuts the connection with a reset.</summary>
    void Reset();

    /// <summary>Leaves the connection open and lets nothing through any more, neither way.</summary>
    void Silence();

    /// <summary>Sends what a fault has held back.</summary>
    void Release(ActiveFault fault);
}
