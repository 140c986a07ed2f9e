using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// Joins what a server tells again on each connection to what it told before: each event counts once,
/// and a replay that does not reach back to the last connection leaves a hole.
/// </summary>
internal sealed class ReplayLedger(int capacity)
{
    private readonly HashSet<UInt128> _ids = [];
    private readonly Queue<UInt128> _inOrder = new();
    private UnixNanos? _newest;

    /// <summary>True from a reconnection until something proves or refutes that its replay reaches back.</summary>
    public bool IsUnproven { get; private set; }

    /// <summary>A connection after the first begins: its replay must reach back.</summary>
    public void Reconnected() => IsUnproven = true;

    /// <summary>Ends the waiting for a proof; true when nothing gave one although something came before the reconnection.</summary>
    public bool GiveUp()
    {
        bool isHole = IsUnproven && _newest is not null;
        IsUnproven = false;
        return isHole;
    }

    /// <summary>Notes an event.</summary>
    /// <returns>Whether it is told for the first time, and whether there may be a hole in front of it.</returns>
    public (bool IsNew, bool IsAfterHole) Add(string id, UnixNanos? observedAt)
    {
        UInt128 key = KeyOf(id);
        bool isNew = _ids.Add(key);

        // The server tells in the order of observation, so an older event reaches back like a known one.
        bool isAfterHole = IsUnproven && isNew && !(observedAt <= _newest);
        IsUnproven = false;
        if (observedAt is { } at && !(at <= _newest))
            _newest = at;
        if (!isNew)
            return (false, false);
        _inOrder.Enqueue(key);
        if (_inOrder.Count > capacity)
            _ids.Remove(_inOrder.Dequeue());
        return (true, isAfterHole);
    }

    /// <summary>Ids are the server's texts, of any length; what is remembered of each is not.</summary>
    private static UInt128 KeyOf(string id) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
