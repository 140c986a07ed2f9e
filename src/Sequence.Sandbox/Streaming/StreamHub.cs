using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Sequence.Exchange.Wire;
using Sequence.Sandbox.Faults;

namespace Sequence.Sandbox.Streaming;

/// <summary>Who is subscribed to what. Its state is the exchange's: everything happens under the gate, and nothing waits for a client.</summary>
internal sealed partial class StreamHub : IStreamHost
{
    private const int MostTopics = 1000;

    private readonly Scheduler _scheduler;
    private readonly TopicList _list;
    private readonly FaultInjector _faults;
    private readonly ILogger _log;
    private readonly HashSet<StreamSession> _sessions = [];
    private readonly Dictionary<string, WatchedTopic> _topics = new(StringComparer.Ordinal);
    private bool _closed;

    public StreamHub(Scheduler scheduler, MarketPlace markets, TopicList list, FaultInjector faults, ILogger log)
    {
        _log = log;
        _scheduler = scheduler;
        _list = list;
        _faults = faults;
        markets.Changed += OnChanged;
        markets.Closed += _ => EndTopics();
    }

    /// <summary>How many clients have the stream open.</summary>
    public int Sessions => _scheduler.Enter(() => _sessions.Count);

    public void Enter(StreamSession session) => _scheduler.Enter(() =>
    {
        _sessions.Add(session);
        if (_closed)
            CloseForShutdown(session);
    });

    public void Leave(StreamSession session) => _scheduler.Enter(() =>
    {
        foreach (string topic in session.Topics.ToList())
            Unsubscribe(session, topic);
        _sessions.Remove(session);
    });

    /// <summary>Carries out a frame of the client and answers it.</summary>
    public void HandleFrame(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame)
    {
        if (type != WebSocketMessageType.Text)
            throw ApiErrorException.BadRequest("Commands are text frames.");
        StreamCommand command = StreamFrames.Command(Encoding.UTF8.GetString(frame));
        _scheduler.Enter(() => Execute(session, command));
    }

    public void Refuse(StreamSession session, Exception failure)
    {
        ApiErrorException error = ApiErrorException.Of(failure);
        if (error.IsInternal)
            LogFrameFailure(_log, session.RequestId, failure);
        _scheduler.Enter(() => session.Post(StreamFrames.Error(error, session.RequestId)));
    }

    /// <summary>Publishes to the clients of an account that subscribed the topic. Under the gate; the payload is built only when there is a subscriber.</summary>
    public void Publish(Account account, string topic, Func<object> payload)
    {
        byte[]? frame = null;
        foreach (StreamSession session in _sessions)
        {
            if (session.Account == account && session.Topics.Contains(topic))
                session.Post(topic, frame ??= StreamFrames.Event(topic, payload()));
        }
    }

    /// <summary>Closes every client, present and to come.</summary>
    public void CloseAll() => _scheduler.Enter(() =>
    {
        _closed = true;
        foreach (StreamSession session in _sessions)
            CloseForShutdown(session);
    });

    public static void CloseForShutdown(StreamSession session) => session.Close(WebSocketCloseStatus.EndpointUnavailable, "the exchange shuts down");

    private void OnChanged(VenueMarket market)
    {
        foreach (WatchedTopic topic in _topics.Values)
            topic.OnMarketChanged(market);
    }

    /// <summary>A market has ended: each topic of it sends its last frame, and then every client the word that it takes the topic no more.</summary>
    private void EndTopics()
    {
        foreach (WatchedTopic topic in _topics.Values.Where(topic => topic.HasEnded).ToList())
        {
            topic.SendLast();
            foreach (StreamSession session in topic.Dismiss())
            {
                session.Topics.Remove(topic.Name);
                session.Post(StreamFrames.Ack([], [topic.Name]));
            }

            _topics.Remove(topic.Name);
        }
    }

    private void Execute(StreamSession session, StreamCommand command)
    {
        foreach (string topic in command.Unsubscribe ?? [])
            Unsubscribe(session, topic);
        var added = new List<string>();
        var accepted = new List<string>();
        var rejected = new List<string>();
        foreach (string topic in command.Subscribe ?? [])
        {
            bool isKnown = session.Topics.Contains(topic);
            bool isAdded = !isKnown && session.Topics.Count < MostTopics && IsTopic(session, topic) && !_faults.Rejects(topic) && session.Topics.Add(topic);
            (isKnown || isAdded ? accepted : rejected).Add(topic);
            if (isAdded)
                added.Add(topic);
        }

        session.Post(StreamFrames.Ack(accepted, rejected));
        foreach (string topic in added)
            Watch(session, topic);
    }

    private bool IsTopic(StreamSession session, string topic) =>
        _list.IsOfAccount(session.Account, topic) || _topics.ContainsKey(topic) || _list.Open(topic) is not null;

    private void Watch(StreamSession session, string topic)
    {
        if (!_topics.TryGetValue(topic, out WatchedTopic? shared) && (shared = _list.Open(topic)) is not null)
            _topics[topic] = shared;
        shared?.Join(session);
    }

    private void Unsubscribe(StreamSession session, string topic)
    {
        if (!session.Topics.Remove(topic) || !_topics.TryGetValue(topic, out WatchedTopic? shared))
            return;
        session.Forget(topic);
        shared.Leave(session);
        if (!shared.IsWatched)
            _topics.Remove(topic);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A frame failed (request {RequestId})")]
    private static partial void LogFrameFailure(ILogger logger, string requestId, Exception exception);
}
