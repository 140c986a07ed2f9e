using System.Collections.Concurrent;
using System.Text;

namespace Sequence.Sdk.Streaming;

/// <summary>A channel that messages name, and the line where its events wait.</summary>
internal sealed record ChannelRoute(Topic Topic, TopicQueue Queue);

/// <summary>
/// The channels of a stream: those that were asked for, until nobody wants them any more, and those that appear by themselves, up to a bound.
/// Read on the receive loop while topics come and go on other threads.
/// </summary>
internal sealed class ChannelTable
{
    /// <summary>A server that names ever new channels must not fill the memory: beyond this many they share one line.</summary>
    private const int MaxUnasked = 4096;

    private const string OthersTopic = "other";

    private readonly EventQueue _events;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<byte[], ChannelRoute> _routes = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<byte[], ChannelRoute>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly HashSet<string> _unasked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _muted = new(StringComparer.Ordinal);
    private TopicQueue? _others;

    public ChannelTable(EventQueue events, params IEnumerable<string> asked)
    {
        _events = events;
        _byBytes = _routes.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (string name in asked)
            Open(name);
    }

    /// <summary>The route of a channel.</summary>
    public ChannelRoute Resolve(ReadOnlySpan<byte> name) => _byBytes.TryGetValue(name, out ChannelRoute? route) ? route : Appear(Encoding.UTF8.GetString(name));

    /// <summary>The line of a channel that is asked for. Nothing of it can be lost before the server has taken it.</summary>
    public TopicQueue Open(string name)
    {
        lock (_gate)
        {
            _muted.Remove(name);
            if (_unasked.Remove(name))
                return _routes[Encoding.UTF8.GetBytes(name)].Queue;
            TopicQueue queue = Add(name).Queue;
            queue.IsLive = false;
            return queue;
        }
    }

    /// <summary>Lets nothing of a channel through any more; what waits of it is gone.</summary>
    public void Mute(string name)
    {
        lock (_gate)
        {
            _muted.Add(name);
            _events.Close(_routes[Encoding.UTF8.GetBytes(name)].Queue);
        }
    }

    /// <summary>Drops a muted channel that the server sends no more.</summary>
    public void Forget(string name)
    {
        lock (_gate)
        {
            if (_muted.Remove(name))
                _routes.TryRemove(Encoding.UTF8.GetBytes(name), out _);
        }
    }

    /// <summary>Drops every muted channel.</summary>
    public void ForgetMuted()
    {
        lock (_gate)
        {
            foreach (string name in _muted)
                _routes.TryRemove(Encoding.UTF8.GetBytes(name), out _);
            _muted.Clear();
        }
    }

    private ChannelRoute Appear(string name)
    {
        lock (_gate)
        {
            if (_routes.TryGetValue(Encoding.UTF8.GetBytes(name), out ChannelRoute? known))
                return known;
            if (_unasked.Count < MaxUnasked)
            {
                _unasked.Add(name);
                return Add(name);
            }

            _others ??= _events.Open(OthersTopic, QueuePolicy.NeverDrop);
            return new ChannelRoute(Topic.Parse(name), _others);
        }
    }

    private ChannelRoute Add(string name)
    {
        Topic topic = Topic.Parse(name);
        var route = new ChannelRoute(topic, _events.Open(name, topic.Policy));
        _routes[Encoding.UTF8.GetBytes(name)] = route;
        return route;
    }
}
