using System.Collections.Concurrent;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>The topics of a stream that the account's own lists can make whole again: orders and fills.</summary>
internal sealed class AccountTopics : IAsyncDisposable
{
    /// <summary>A list that does not come in this time keeps the stream from opening no longer.</summary>
    private static readonly TimeSpan AnchorTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, AccountRecovery> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _ending = [];
    private readonly EventQueue _events;
    private readonly SequenceTransport _transport;
    private readonly RecoveryPlan? _plan;
    private readonly IOrderSource? _source;

    /// <param name="events">Where events go.</param>
    /// <param name="transport">The way to the lists.</param>
    /// <param name="plan">Null to let holes be.</param>
    /// <param name="source">Where the orders that are read back can be waited for; null for nowhere.</param>
    public AccountTopics(EventQueue events, SequenceTransport transport, RecoveryPlan? plan, IOrderSource? source = null)
    {
        _events = events;
        _transport = transport;
        _plan = plan;
        _source = source;
        if (plan is not null)
            events.CaughtUp += OnCaughtUp;
    }

    /// <summary>A topic is current again, its hole filled.</summary>
    public event Action<string>? Resynced;

    /// <summary>The recovery of a topic; null where nothing can be read back.</summary>
    public AccountRecovery? Find(string topic) => _open.GetValueOrDefault(topic);

    /// <summary>Notes how the account stands before topics are subscribed for the first time.</summary>
    public async Task SeedAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        if (_plan is null)
            return;
        foreach (string topic in topics)
        {
            if (LogOf(topic) is not { } log || _open.ContainsKey(topic))
                continue;
            await SeedAsync(topic, log, cancellationToken).ConfigureAwait(false);
            _open[topic] = Open(topic, log, _plan);
        }
    }

    /// <summary>A message could not be read, and may have been of any topic.</summary>
    public void DoubtAll()
    {
        foreach (AccountRecovery recovery in _open.Values)
            recovery.RequestAudit();
    }

    /// <summary>The connection is over.</summary>
    public void Lost()
    {
        foreach (AccountRecovery recovery in _open.Values)
            recovery.Lost();
    }

    /// <summary>Nobody wants the topic any more.</summary>
    public void End(string topic)
    {
        if (_open.TryRemove(topic, out AccountRecovery? recovery))
            _ending.Add(recovery.DisposeAsync().AsTask());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string topic in _open.Keys)
            End(topic);
        await Task.WhenAll(_ending).ConfigureAwait(false);
    }

    /// <summary>
    /// Notes what was there before the first event, so that it is never taken for missed. A list that cannot be read does not keep the stream
    /// from opening: then the first recovery is not complete.
    /// </summary>
    private async Task SeedAsync(string topic, IAccountLog log, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AnchorTime, _transport.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await log.SeedAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SequenceException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StreamLog.NotAnchored(_transport.Log, topic, e.GetType().Name);
        }
    }

    private AccountRecovery Open(string topic, IAccountLog log, RecoveryPlan how)
    {
        var reader = new AccountRecovery(topic, log.Clone(), _events.TryEnqueue, _transport, how with { AuditInterval = null }) { Drop = _events.Drop };
        var all = new AccountRecovery(topic, log, Pass, _transport, how) { Reader = reader, PutGap = _events.Post };
        all.Resynced += name => Resynced?.Invoke(name);
        return all;

        bool Pass(TopicQueue queue, StreamEvent e)
        {
            _events.NotifyListeners(queue, e);
            reader.Take(queue, e);
            return true;
        }
    }

    /// <summary>The reader has room again for what found none.</summary>
    private void OnCaughtUp(TopicQueue queue)
    {
        // While the connection has a hole, the end of that one begins this.
        if (Find(queue.Name) is { IsHolding: false, Reader: { } reader })
            reader.StartBackfill(queue);
    }

    private IAccountLog? LogOf(string topic) => topic switch
    {
        Topic.Orders => new OrderLog(_transport, _source),
        Topic.Fills => new FillLog(_transport),
        _ => null,
    };
}
