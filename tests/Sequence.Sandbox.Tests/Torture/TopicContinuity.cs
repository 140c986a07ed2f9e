using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>What one topic must keep to, whatever happens: no data of another connection without a gap, and after a gap of the account a word that it is whole.</summary>
/// <param name="topic">The topic.</param>
/// <param name="isOfAccount">Orders or fills: what was missed is told after all.</param>
/// <param name="broken">Notes down a rule that was broken.</param>
internal sealed class TopicContinuity(string topic, bool isOfAccount, Action<string> broken)
{
    private int _connection;
    private bool _hasGap;
    private int _recovered;

    /// <summary>A gap stands open: nobody has said yet that it is filled.</summary>
    public bool IsRecovering { get; private set; }

    public void Data(int connection, bool isRecovered)
    {
        if (_connection != 0 && connection != _connection && !_hasGap)
            broken($"{topic}: data of connection {connection} follows data of connection {_connection} without a gap");
        if (isRecovered && !IsRecovering)
            broken($"{topic}: recovered data outside of a gap");
        _recovered += isRecovered ? 1 : 0;
        (_connection, _hasGap) = (connection, false);
    }

    public void Gap(GapReason reason)
    {
        _hasGap = true;
        if (reason == GapReason.Overflow)
            broken($"{topic}: an overflow, and the reader was not behind");
        if (isOfAccount)
            IsRecovering = true;
    }

    public void Resynced(int recovered, bool isComplete)
    {
        if (!IsRecovering)
            broken($"{topic}: resynced without a gap");
        if (recovered != _recovered)
            broken($"{topic}: resynced after {_recovered} recovered events, and it says {recovered}");
        if (!isComplete)
            broken($"{topic}: resynced, and not complete");
        (IsRecovering, _recovered) = (false, 0);
    }
}
