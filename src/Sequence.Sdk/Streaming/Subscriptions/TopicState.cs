namespace Sequence.Sdk;

/// <summary>How a topic of a stream stands.</summary>
public enum TopicState
{
    /// <summary>Asked for, or about to be; the server has not answered yet.</summary>
    Pending,

    /// <summary>The server took it: its events come.</summary>
    Active,

    /// <summary>The server refused it, did not answer in time, or took it back since its market has ended; it is asked for again on the next connection.</summary>
    Rejected,

    /// <summary>The connection was lost or is silent: what was read last may be out of date.</summary>
    Stale,

    /// <summary>A new connection stands and asks for it again, or the server sends it again and what was missed is being read.</summary>
    Recovering,
}
