namespace Sequence.Sdk;

/// <summary>How far an <see cref="OrderBook"/> can be trusted.</summary>
public enum OrderBookState
{
    /// <summary>No snapshot has come yet.</summary>
    Empty,

    /// <summary>The levels are those of the newest snapshot, and nothing is known to be missing after it.</summary>
    Live,

    /// <summary>
    /// The levels are the last known ones, and newer ones may exist: the connection is lost, a snapshot could not be read, the server refused the
    /// topic, or the stream has ended.
    /// </summary>
    Stale,

    /// <summary>As <see cref="Stale"/>, but the topic is subscribed again: the next snapshot makes the book live.</summary>
    Resyncing,
}
