using System.Globalization;
using System.Text;
using Sequence.Exchange.Generation;

namespace Sequence.Sandbox.Streaming;

/// <summary>
/// Server-sent events of one kind. Each account has its own, numbered from 1; the latest are kept, so that a client can go on
/// after the last one that it saw. Everything happens under the gate, and nothing waits for a client.
/// </summary>
internal sealed class ServerEventFeed
{
    /// <summary>How many events of an account are kept.</summary>
    public const int Kept = 128;

    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);
    private static readonly byte[] Opening = ": open\n\n"u8.ToArray();
    private static readonly byte[] Heartbeat = ": heartbeat\n\n"u8.ToArray();

    private readonly Scheduler _scheduler;
    private readonly string _name;
    private readonly Dictionary<Account, History> _histories = [];
    private readonly HashSet<ServerEventSession> _sessions = [];
    private bool _closed;

    /// <param name="scheduler">The exchange's time: heartbeats follow it.</param>
    /// <param name="name">The events' name on the wire.</param>
    public ServerEventFeed(Scheduler scheduler, string name)
    {
        _scheduler = scheduler;
        _name = name;
        scheduler.Every(HeartbeatInterval, Beat);
    }

    /// <summary>How many clients there are.</summary>
    public int Clients => _scheduler.Enter(() => _sessions.Count);

    /// <summary>Publishes to the clients of an account, now and to those that come back.</summary>
    public void Publish(Account account, JObject payload, EventScope scope) => Publish(account, () => payload, scope);

    /// <summary>The same with a payload that never changes, and is built only when there is a client.</summary>
    public void Publish(Account account, Func<JObject> payload, EventScope scope)
    {
        History history = Of(account);
        long id = ++history.LastId;
        var told = new ServerEvent(id, () => Frame(id, payload()), scope);
        if (history.Latest.Count == Kept)
            history.Latest.Dequeue();
        history.Latest.Enqueue(told);
        foreach (ServerEventSession session in _sessions)
        {
            if (session.Account == account)
                session.Post(told);
        }
    }

    /// <summary>Adds a client. One that names the last event it saw gets those that followed, as far as they are kept.</summary>
    public void Enter(ServerEventSession session, string? lastEventId) => _scheduler.Enter(() =>
    {
        _sessions.Add(session);
        session.Comment(Opening);
        if (long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out long seen))
        {
            foreach (ServerEvent told in Of(session.Account).Latest.Where(told => told.Id > seen))
                session.Post(told);
        }

        if (_closed)
            session.Close();
    });

    public void Leave(ServerEventSession session) => _scheduler.Enter(() => _sessions.Remove(session));

    /// <summary>Ends every response, present and to come.</summary>
    public void CloseAll() => _scheduler.Enter(() =>
    {
        _closed = true;
        foreach (ServerEventSession session in _sessions)
            session.Close();
    });

    private byte[] Frame(long id, JObject payload) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {_name}\ndata: {WireJson.Text(payload, WireJson.Stream)}\n\n"));

    private void Beat()
    {
        foreach (ServerEventSession session in _sessions)
            session.Comment(Heartbeat);
    }

    private History Of(Account account)
    {
        if (!_histories.TryGetValue(account, out History? history))
            _histories[account] = history = new History();
        return history;
    }

    private sealed class History
    {
        public long LastId { get; set; }

        public Queue<ServerEvent> Latest { get; } = new();
    }
}

/// <summary>One event as it is sent.</summary>
/// <param name="id">Counts from 1 within its account.</param>
/// <param name="write">Makes its bytes.</param>
/// <param name="scope">What it is about.</param>
internal sealed class ServerEvent(long id, Func<byte[]> write, EventScope scope)
{
    private byte[]? _frame;

    public long Id { get; } = id;

    public EventScope Scope { get; } = scope;

    /// <summary>Its bytes, made once. Under the gate.</summary>
    public byte[] Frame => _frame ??= write();
}
