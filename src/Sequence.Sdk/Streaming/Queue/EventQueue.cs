using System.Threading.Channels;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// What waits for the reader of a stream: one order over all topics, bounded for each topic by its policy.
/// Posting never blocks and never runs the reader's code, so a slow reader cannot stall the socket.
/// </summary>
internal sealed partial class EventQueue(int capacity)
{
    /// <summary>Where messages go that no topic can be blamed for.</summary>
    private const string MalformedTopic = "malformed";

    private readonly Lock _gate = new();
    private readonly LinkedList<WaitingEvent> _waiting = new();
    private readonly List<TopicQueue> _topics = [];
    private readonly TopicQueue _malformed = new(MalformedTopic, QueuePolicy.NeverDrop);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Exception? _failure;
    private bool _isComplete;
    private long _messages;
    private long _malformedMessages;
    private long _gaps;
    private int _connections;
    private IStreamListener[] _listeners = [];

    /// <summary>From now on the listener hears what is put in line; first, which topics there are.</summary>
    public void Attach(IStreamListener listener)
    {
        lock (_gate)
        {
            foreach (TopicQueue topic in _topics)
                listener.OnTopic(topic);
            _listeners = [.. _listeners, listener];
        }
    }

    public void Detach(IStreamListener listener)
    {
        lock (_gate)
            _listeners = [.. _listeners.Where(l => l != listener)];
    }

    public TopicQueue Open(string name, QueuePolicy policy)
    {
        var topic = new TopicQueue(name, policy);
        lock (_gate)
        {
            _topics.Add(topic);
            foreach (IStreamListener listener in _listeners)
                listener.OnTopic(topic);
        }

        return topic;
    }

    /// <summary>Ends a topic: what waits of it is gone, and nothing of it is put in line any more.</summary>
    public void Close(TopicQueue topic)
    {
        lock (_gate)
        {
            topic.IsClosed = true;
            _topics.Remove(topic);
            foreach (IStreamListener listener in _listeners)
                listener.OnClosed(topic);
            for (LinkedListNode<WaitingEvent>? node = _waiting.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (node.Value.Topic == topic)
                    Remove(node);
            }
        }
    }

    /// <summary>Puts the newest payload of a topic in line; an event is made of it only when it is taken.</summary>
    public void Post(TopicQueue topic, LatestFrame frame)
    {
        if (topic.Policy != QueuePolicy.Latest)
        {
            Post(topic, frame.ToEvent());
            return;
        }

        bool wasEmpty;
        lock (_gate)
        {
            if (_isComplete || topic.IsClosed)
                return;
            foreach (IStreamListener listener in _listeners)
                listener.OnLatest(topic, frame);
            topic.IsLive = true;
            wasEmpty = _waiting.Count == 0;
            topic.Received++;
            topic.Latest ??= frame.NewOfKind();
            topic.Latest.CopyFrom(frame);
            PostLatest(topic, null);
        }

        if (wasEmpty)
            _wake.Writer.TryWrite(true);
    }

    /// <summary>Puts an event of a topic in line.</summary>
    public void Post(TopicQueue topic, StreamEvent e)
    {
        lock (_gate)
        {
            NotifyListeners(topic, e);
            TryEnqueue(topic, e);
        }
    }

    /// <summary>Lets the listeners hear of an event, and does not put it in line.</summary>
    public void NotifyListeners(TopicQueue topic, StreamEvent e)
    {
        lock (_gate)
        {
            if (_isComplete || topic.IsClosed)
                return;
            topic.IsLive = true;
            foreach (IStreamListener listener in _listeners)
                listener.OnEvent(topic, e);
        }
    }

    /// <summary>Puts an event in line that the listeners have heard of. False when the topic is at its bound: then a gap counts it.</summary>
    public bool TryEnqueue(TopicQueue topic, StreamEvent e)
    {
        bool wasEmpty, isIn = true;
        lock (_gate)
        {
            if (_isComplete || topic.IsClosed)
                return true;
            wasEmpty = _waiting.Count == 0;
            topic.Received++;
            if (topic.Policy == QueuePolicy.Latest)
                PostLatest(topic, e);
            else
                isIn = PostNeverDrop(topic, e);
        }

        // A reader sleeps only over an empty queue.
        if (wasEmpty)
            _wake.Writer.TryWrite(true);
        return isIn;
    }

    /// <summary>Counts an event that is not put in line, since one before it was not either.</summary>
    public void Drop(TopicQueue topic)
    {
        lock (_gate)
        {
            if (_isComplete || topic.IsClosed)
                return;
            topic.Received++;
            DropOne(topic);
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>
    /// Puts a message that cannot be read in line: with its topic where each event counts, else in a line of its own,
    /// so that it never takes the place of a price.
    /// </summary>
    public void PostMalformed(TopicQueue? topic, StreamEvent.Malformed e)
    {
        Interlocked.Increment(ref _malformedMessages);
        Post(topic is { Policy: QueuePolicy.NeverDrop } ? topic : _malformed, e);
    }

    /// <summary>Says on every topic that may have lost events that the connection ended. Until something comes on it again, a topic can lose nothing more.</summary>
    public void PostDisconnected(string detail)
    {
        lock (_gate)
        {
            if (_isComplete)
                return;
            foreach (TopicQueue topic in _topics.Where(t => t.IsLive))
            {
                PostGap(topic, new StreamEvent.Gap(topic.Name, GapReason.Disconnected) { Detail = detail });
                topic.IsLive = false;
            }
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Notes whether the server sends a topic, so that the end of the connection can cost events of it.</summary>
    public void SetIsLive(TopicQueue topic, bool canLose)
    {
        lock (_gate)
            topic.IsLive = canLose;
    }

    /// <summary>Puts a gap in line that another line told of.</summary>
    public void Post(TopicQueue topic, StreamEvent.Gap gap)
    {
        lock (_gate)
        {
            if (_isComplete)
                return;
            PostGap(topic, gap);
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Counts a message of the server, whatever it holds.</summary>
    public void CountMessage(ReadOnlySpan<byte> message)
    {
        Interlocked.Increment(ref _messages);
        foreach (IStreamListener listener in Volatile.Read(ref _listeners))
            listener.OnMessage(message);
    }

    /// <summary>Nothing comes any more. The reader still gets what waits, unless it asked for the end itself.</summary>
    public void Complete(Exception? failure, bool discard)
    {
        lock (_gate)
        {
            if (discard)
                Discard();
            if (!_isComplete)
            {
                _failure = failure;
                foreach (IStreamListener listener in _listeners)
                    listener.OnEnd(failure);
            }

            _isComplete = true;
        }

        _wake.Writer.TryComplete();
    }

    public StreamStatistics Snapshot()
    {
        lock (_gate)
        {
            IEnumerable<TopicQueue> all = _malformed.Received > 0 ? _topics.Append(_malformed) : _topics;
            return new StreamStatistics(
                Interlocked.Read(ref _messages), Interlocked.Read(ref _malformedMessages), _gaps, _connections, _waiting.Count,
                [.. all.Select(t => new TopicStatistics(t.Name, t.Received, t.Delivered, t.Conflated, t.Dropped, t.Waiting))]);
        }
    }

    private void PostLatest(TopicQueue topic, StreamEvent? e)
    {
        if (topic.Slot is { } slot)
        {
            // The older event keeps its place in line: a busy symbol must not push itself behind the others for ever.
            slot.Value = new WaitingEvent(e, topic);
            topic.Conflated++;
            return;
        }

        LinkedListNode<WaitingEvent> free = topic.FreeSlot ?? new LinkedListNode<WaitingEvent>(default);
        topic.FreeSlot = null;
        free.Value = new WaitingEvent(e, topic);
        _waiting.AddLast(free);
        topic.Slot = free;
        topic.Waiting++;
    }

    private bool PostNeverDrop(TopicQueue topic, StreamEvent e)
    {
        if (topic.Waiting >= capacity)
        {
            DropOne(topic);
            return false;
        }

        topic.Gap = null;
        topic.Waiting++;
        _waiting.AddLast(new WaitingEvent(e, topic));
        return true;
    }

    private void DropOne(TopicQueue topic)
    {
        topic.HasOverflow = true;
        topic.Dropped++;
        if (topic.Gap is null)
            AddGap(topic, new StreamEvent.Gap(topic.Name, GapReason.Overflow) { Missed = 1 });
        else if (topic.Gap.Value.Event is StreamEvent.Gap { Missed: { } missed } gap)
            topic.Gap.Value = new WaitingEvent(gap with { Missed = missed + 1 }, topic);
    }

    private void PostGap(TopicQueue topic, StreamEvent.Gap gap)
    {
        foreach (IStreamListener listener in _listeners)
            listener.OnEvent(topic, gap);
        LinkedListNode<WaitingEvent>? stale = topic.Slot;
        topic.Slot = null;
        if (topic.Gap is not { } unseen)
        {
            // What comes after the gap will overwrite the latest payload.
            stale?.Value = new WaitingEvent(stale.Value.ToEvent(), topic);
            AddGap(topic, gap);
            return;
        }

        // The reader has not seen the last gap: one says it all, and a price between the two is out of date.
        unseen.Value = new WaitingEvent(gap, topic);
        if (stale is not null)
        {
            Remove(stale);
            topic.Conflated++;
        }
    }

    private void AddGap(TopicQueue topic, StreamEvent.Gap gap)
    {
        _gaps++;
        topic.Gap = _waiting.AddLast(new WaitingEvent(gap, topic));
    }

    private void Remove(LinkedListNode<WaitingEvent> node)
    {
        _waiting.Remove(node);
        (StreamEvent? e, TopicQueue? topic) = node.Value;
        if (topic is null)
            _controls.Remove((e!.GetType(), TopicOf(e)));
        else if (e is not StreamEvent.Gap)
            Free(topic, node);
        if (topic is not null && topic.Slot == node)
            topic.Slot = null;
        if (topic is not null && topic.Gap == node)
            topic.Gap = null;
    }

    /// <summary>Takes note that the place of an event is empty; the next latest event of its topic may have it.</summary>
    private static void Free(TopicQueue topic, LinkedListNode<WaitingEvent> node)
    {
        topic.Waiting--;
        if (topic.Policy != QueuePolicy.Latest)
            return;
        node.Value = default;
        topic.FreeSlot = node;
    }

    private void Discard()
    {
        while (_waiting.First is { } node)
        {
            (StreamEvent? e, TopicQueue? topic) = node.Value;
            Remove(node);
            if (topic is not null && e is not StreamEvent.Gap)
                topic.Dropped++;
        }
    }
}
