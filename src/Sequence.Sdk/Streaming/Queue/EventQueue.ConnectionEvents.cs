namespace Sequence.Sdk.Streaming;

// Words about the connection, of which only the newest counts.
internal sealed partial class EventQueue
{
    /// <summary>A server that rejects ever new topics must not fill the memory.</summary>
    private const int MaxControls = 100_000;

    private readonly Dictionary<(Type Kind, string Topic), LinkedListNode<WaitingEvent>> _controls = [];

    /// <summary>
    /// Puts a word about the connection in line. A newer word of its kind and topic takes it out again, and a new connection
    /// all words about the last one: the reader needs to know where things stand now.
    /// </summary>
    public void EnqueueConnectionEvent(StreamEvent e, string topic = "")
    {
        lock (_gate)
        {
            (Type, string) key = (e.GetType(), topic);
            if (_isComplete)
                return;
            foreach (IStreamListener listener in _listeners)
                listener.OnConnectionEvent(e, topic);
            if (e is StreamEvent.Connected connected)
            {
                _connections = connected.Connection;
                RemoveConnectionEvents();
            }

            if (_controls.Remove(key, out LinkedListNode<WaitingEvent>? older))
                _waiting.Remove(older);
            else if (_controls.Count >= MaxControls)
                return;
            _controls[key] = _waiting.AddLast(new WaitingEvent(e, null));
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Takes words about a topic that nobody has read yet out again: they are no longer so.</summary>
    public void RemoveConnectionEvents(string topic)
    {
        lock (_gate)
        {
            foreach (Type kind in new[] { typeof(StreamEvent.Rejected), typeof(StreamEvent.Stale) })
            {
                if (_controls.TryGetValue((kind, topic), out LinkedListNode<WaitingEvent>? node))
                    Remove(node);
            }
        }
    }

    private void RemoveConnectionEvents()
    {
        foreach (LinkedListNode<WaitingEvent> older in _controls.Values)
            _waiting.Remove(older);
        _controls.Clear();
    }

    private static string TopicOf(StreamEvent control) => control switch
    {
        StreamEvent.Rejected rejected => rejected.Topic,
        StreamEvent.Stale stale => stale.Topic,
        _ => string.Empty,
    };
}
