namespace Sequence.Sdk.Streaming;

/// <summary>What waits of one topic, and its counters. Guarded by the lock of its <see cref="EventQueue"/>.</summary>
internal sealed class TopicQueue(string name, QueuePolicy policy)
{
    public string Name { get; } = name;

    public QueuePolicy Policy { get; } = policy;

    /// <summary>False while the server does not send the topic: nothing of it can be lost.</summary>
    public bool IsLive { get; set; } = true;

    /// <summary>True once nobody wants the topic any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>True from an event that found no room until everything that waited is taken.</summary>
    public bool HasOverflow { get; set; }

    /// <summary>Events that wait, gaps not counted.</summary>
    public int Waiting { get; set; }

    public long Received { get; set; }

    public long Delivered { get; set; }

    public long Conflated { get; set; }

    public long Dropped { get; set; }

    /// <summary>Latest only: the waiting event that a newer one replaces.</summary>
    public LinkedListNode<WaitingEvent>? Slot { get; set; }

    /// <summary>Latest only: what the slot stands for when it holds no event.</summary>
    public LatestFrame? Latest { get; set; }

    /// <summary>Latest only: a place that is out of line, for the next event.</summary>
    public LinkedListNode<WaitingEvent>? FreeSlot { get; set; }

    /// <summary>A gap that the reader has not seen yet, and after which nothing else of the topic must stay apart.</summary>
    public LinkedListNode<WaitingEvent>? Gap { get; set; }
}

/// <summary>
/// A place in the one order of a stream. <paramref name="Topic"/> is null for words about the connection,
/// <paramref name="Event"/> where the topic's <see cref="TopicQueue.Latest"/> stands.
/// </summary>
internal readonly record struct WaitingEvent(StreamEvent? Event, TopicQueue? Topic)
{
    public StreamEvent ToEvent() => Event ?? Topic!.Latest!.ToEvent();
}
