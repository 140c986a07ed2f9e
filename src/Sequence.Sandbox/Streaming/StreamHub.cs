using System.Net.WebSockets;
using System.Text;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Streaming;

/// <summary>Who is subscribed to what. Its state is the exchange's: everything happens under the gate, and nothing waits for a client.</summary>
internal sealed class StreamHub : IStreamHost
{
    private const string OrdersTopic = "orders";
    private const string FillsTopic = "fills";
    private const int MostTopics = 1000;

    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly FaultSet _faults;
    private readonly HashSet<StreamSession> _sessions = [];
    private readonly Dictionary<string, MarketTopic> _topics = new(StringComparer.Ordinal);
    private bool _closed;

    public StreamHub(Scheduler scheduler, MarketPlace markets, FaultSet faults)
    {
        _scheduler = scheduler;
        _markets = markets;
        _faults = faults;
        markets.Changed += OnChanged;
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

    /// <summary>Carries out a frame of the client and answers it; a bad one costs an error frame, not the connection.</summary>
    public void Obey(StreamSession session, WebSocketMessageType type, ReadOnlySpan<byte> frame)
    {
        string problem = "Commands are text frames.";
        StreamCommand? command = type == WebSocketMessageType.Text ? StreamFrames.Command(Encoding.UTF8.GetString(frame), out problem) : null;
        if (command is null)
            session.Post(StreamFrames.Error(problem, session.RequestId));
        else
            _scheduler.Enter(() => Obey(session, command));
    }

    /// <summary>An order changed: its owner's clients hear of it. Under the gate.</summary>
    public void TellOrder(Account account, Func<OrderResponse> order) => Tell(account, OrdersTopic, order);

    /// <summary>An order traded: its owner's clients hear of it. Under the gate.</summary>
    public void TellFill(Account account, Func<Fill> fill) => Tell(account, FillsTopic, fill);

    /// <summary>Says good-bye to every client, present and to come.</summary>
    public void CloseAll() => _scheduler.Enter(() =>
    {
        _closed = true;
        foreach (StreamSession session in _sessions)
            CloseForShutdown(session);
    });

    public static void CloseForShutdown(StreamSession session) => session.Close(WebSocketCloseStatus.EndpointUnavailable, "the exchange shuts down");

    private void OnChanged(VenueMarket market)
    {
        foreach (MarketTopic topic in _topics.Values)
        {
            if (topic.Symbol == market.Instrument.Symbol)
                topic.Touch();
        }
    }

    private void Tell(Account account, string topic, Func<object> payload)
    {
        byte[]? frame = null;
        foreach (StreamSession session in _sessions)
        {
            if (session.Account == account && session.Topics.Contains(topic))
                session.Post(topic, frame ??= StreamFrames.Event(topic, payload()));
        }
    }

    private void Obey(StreamSession session, StreamCommand command)
    {
        foreach (string topic in command.Unsubscribe ?? [])
            Unsubscribe(session, topic);
        var added = new List<string>();
        var accepted = new List<string>();
        var rejected = new List<string>();
        foreach (string topic in command.Subscribe ?? [])
        {
            bool isKnown = session.Topics.Contains(topic);
            bool isAdded = !isKnown && session.Topics.Count < MostTopics && IsTopic(topic) && !_faults.Rejects(topic) && session.Topics.Add(topic);
            (isKnown || isAdded ? accepted : rejected).Add(topic);
            if (isAdded)
                added.Add(topic);
        }

        session.Post(StreamFrames.Ack(accepted, rejected));
        foreach (string topic in added)
            Watch(session, topic);
    }

    private bool IsTopic(string topic) => topic is OrdersTopic or FillsTopic || Market(topic) is not null;

    private void Watch(StreamSession session, string topic)
    {
        if (!_topics.TryGetValue(topic, out MarketTopic? market) && (market = Market(topic)) is not null)
            _topics[topic] = market;
        market?.Join(session);
    }

    private void Unsubscribe(StreamSession session, string topic)
    {
        if (!session.Topics.Remove(topic) || !_topics.TryGetValue(topic, out MarketTopic? market))
            return;
        session.Forget(topic);
        market.Leave(session);
        if (!market.IsWatched)
            _topics.Remove(topic);
    }

    /// <summary>Splits at the first colon: a prediction's symbol holds another.</summary>
    private MarketTopic? Market(string topic)
    {
        int colon = topic.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || _markets.Instrument(topic[(colon + 1)..]) is not { Symbol: var symbol })
            return null;
        return topic[..colon] switch
        {
            "prices" => new PricesTopic(topic, symbol, _markets, _scheduler),
            "book" => new BookTopic(topic, symbol, _markets, _scheduler),
            _ => null,
        };
    }
}
