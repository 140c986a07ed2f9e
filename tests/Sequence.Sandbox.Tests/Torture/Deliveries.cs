using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>What the reader of a stream was given, held against the rules event by event.</summary>
internal sealed class Deliveries(AccountTape tape)
{
    private const int MostBroken = 20;

    private readonly Dictionary<string, TopicContinuity> _topics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fills = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnixNanos> _stamps = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly List<string> _broken = [];
    private (int Fills, int Ended) _before;
    private (int Fills, int Ended) _now;
    private int _owedFills;
    private int _owedEnds;
    private int _connection;
    private int _newest = -1;
    private int _newestRecovered = -1;

    /// <summary>Prices, books, orders and fills.</summary>
    public int Events { get; private set; }

    /// <summary>Fills that came live after one that happened later: only a server that changes the order of its frames can cause it.</summary>
    public int OvertakenFills { get; private set; }

    public int RecoveredFills { get; private set; }

    /// <summary>The rules that were broken, the first of them.</summary>
    public IReadOnlyList<string> Broken => _broken;

    public IReadOnlySet<string> Fills => _fills;

    /// <summary>The state of each order that was told last.</summary>
    public IReadOnlyDictionary<string, string> Orders => _orders;

    /// <summary>Events by kind.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public IEnumerable<string> Recovering => _topics.Where(topic => topic.Value.IsRecovering).Select(topic => topic.Key);

    /// <summary>The reader begins to read what waits. A gap that it finds is younger than what had happened the last time.</summary>
    public void BeginReading() => (_before, _now) = (_now, (tape.Fills, tape.Ended));

    public void Take(StreamEvent e)
    {
        Count(e);
        switch (e)
        {
            case StreamEvent.Connected connected:
                _connection = connected.Connection;
                break;
            case StreamEvent.Gap gap:
                Topic(gap.Topic).Gap(gap.Reason);
                Take(gap);
                break;
            case StreamEvent.Resynced resynced:
                Topic(resynced.Topic).Resynced(resynced.Recovered, resynced.IsComplete);
                Take(resynced);
                break;
            case StreamEvent.Price price:
                Data("prices:" + price.Symbol);
                break;
            case StreamEvent.Book book:
                Data("book:" + book.Symbol);
                break;
            case StreamEvent.Order order:
                Data("orders", order.IsRecovered);
                Take(order.Value);
                break;
            case StreamEvent.Fill fill:
                Data("fills", fill.IsRecovered);
                Take(fill);
                break;
        }
    }

    /// <summary>All that happened before the connection was lost is owed until the topic is whole again.</summary>
    private void Take(StreamEvent.Gap gap)
    {
        if (gap.Topic == "fills")
            _newestRecovered = -1;
        if (gap is { Topic: "fills", Reason: GapReason.Disconnected })
            _owedFills = _before.Fills;
        if (gap is { Topic: "orders", Reason: GapReason.Disconnected })
            _owedEnds = _before.Ended;
    }

    private void Take(StreamEvent.Resynced resynced)
    {
        if (resynced.Topic == "fills")
        {
            foreach (string id in tape.FillsBeside(_fills, _owedFills))
                Break($"fill {id}: resynced without it");
            _owedFills = 0;
        }
        else
        {
            foreach (string id in tape.EndedBeside(_ended, _owedEnds))
                Break($"order {id}: resynced, and its end was not told");
            _owedEnds = 0;
        }
    }

    private void Take(OrderResponse order)
    {
        if (order.IsTerminal)
            _ended.Add(order.NodeOrderId);
        if (_stamps.TryGetValue(order.NodeOrderId, out UnixNanos before) && order.UpdatedAt < before)
            Break($"{order.NodeOrderId}: an older state came after a newer one");
        _stamps[order.NodeOrderId] = order.UpdatedAt ?? default;
        _orders[order.NodeOrderId] = AccountTape.StateOf(order.Status.Value, order.FilledQty.Raw, order.Qty.Raw);
    }

    private void Take(StreamEvent.Fill fill)
    {
        string id = fill.Value.FillId!;
        if (!_fills.Add(id))
            Break($"fill {id} came twice");
        if (tape.PlaceOf(id) is not { } place)
        {
            Break($"fill {id} never happened");
            return;
        }

        if (fill.IsRecovered)
        {
            RecoveredFills++;
            if (place < _newestRecovered)
                Break($"fill {id}: recovered after one that happened later");
            _newestRecovered = place;
        }
        else if (place < _newest)
        {
            OvertakenFills++;
        }

        _newest = Math.Max(_newest, place);
    }

    private void Data(string topic, bool isRecovered = false)
    {
        Events++;
        Topic(topic).Data(_connection, isRecovered);
    }

    private void Count(StreamEvent e)
    {
        string kind = e switch
        {
            StreamEvent.Gap gap => $"Gap {gap.Reason}",
            StreamEvent.Order { IsRecovered: true } or StreamEvent.Fill { IsRecovered: true } => e.GetType().Name + " recovered",
            _ => e.GetType().Name,
        };
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
    }

    private TopicContinuity Topic(string name)
    {
        if (!_topics.TryGetValue(name, out TopicContinuity? topic))
            _topics[name] = topic = new TopicContinuity(name, name is "orders" or "fills", Break);
        return topic;
    }

    private void Break(string rule)
    {
        if (_broken.Count < MostBroken)
            _broken.Add(rule);
    }
}
