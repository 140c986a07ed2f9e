using System.Text;

namespace Sequence.Sdk.Streaming;

/// <summary>A channel that messages name, and the line where its events wait.</summary>
internal sealed record ChannelRoute(Topic Topic, TopicQueue Queue);

/// <summary>The channels of a stream. Those that were asked for are there from the start; others join as they appear, up to a bound.</summary>
internal sealed class ChannelTable
{
    /// <summary>A server that names ever new channels must not fill the memory: beyond this many they share one line.</summary>
    private const int MaxUnasked = 4096;

    private const string OthersTopic = "other";

    private readonly EventQueue _events;
    private readonly Dictionary<byte[], ChannelRoute> _routes = new(Utf8NameComparer.Instance);
    private readonly Dictionary<byte[], ChannelRoute>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly int _bound;
    private TopicQueue? _others;

    public ChannelTable(EventQueue events, IReadOnlyList<string> topics)
    {
        _events = events;
        _byBytes = _routes.GetAlternateLookup<ReadOnlySpan<byte>>();
        _bound = topics.Count + MaxUnasked;
        foreach (string name in topics)
            Add(name);
    }

    /// <summary>The route of a channel. For one reader at a time.</summary>
    public ChannelRoute Resolve(ReadOnlySpan<byte> name)
    {
        if (_byBytes.TryGetValue(name, out ChannelRoute? route))
            return route;
        string text = Encoding.UTF8.GetString(name);
        if (_routes.Count < _bound)
            return Add(text);
        _others ??= _events.Open(OthersTopic, QueuePolicy.NeverDrop);
        return new ChannelRoute(Topic.Parse(text), _others);
    }

    private ChannelRoute Add(string name)
    {
        Topic topic = Topic.Parse(name);
        var route = new ChannelRoute(topic, _events.Open(name, topic.Policy));
        _routes.Add(Encoding.UTF8.GetBytes(name), route);
        return route;
    }
}
