using System.Collections.Concurrent;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>The topics of a stream that the account's own lists can make whole again: orders and fills.</summary>
/// <param name="events">Where events go.</param>
/// <param name="transport">The way to the lists.</param>
/// <param name="plan">Null to let holes be.</param>
internal sealed class AccountTopics(EventQueue events, SequenceTransport transport, RecoveryPlan? plan) : IAsyncDisposable
{
    /// <summary>A list that does not come in this time keeps the stream from opening no longer.</summary>
    private static readonly TimeSpan AnchorTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, AccountRecovery> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _ending = [];

    /// <summary>A topic is current again, its hole filled.</summary>
    public event Action<string>? Resynced;

    /// <summary>The recovery of a topic; null where nothing can be read back.</summary>
    public AccountRecovery? Find(string topic) => _open.GetValueOrDefault(topic);

    /// <summary>Notes how the account stands before topics are subscribed for the first time.</summary>
    public async Task AnchorAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        if (plan is null)
            return;
        foreach (string topic in topics)
        {
            if (LogOf(topic) is not { } log || _open.ContainsKey(topic))
                continue;
            var recovery = new AccountRecovery(topic, log, events, transport, plan);
            recovery.Resynced += name => Resynced?.Invoke(name);
            using var patience = new CancellationTokenSource(AnchorTime, transport.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await recovery.AnchorAsync(both.Token, cancellationToken).ConfigureAwait(false);
            _open[topic] = recovery;
        }
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

    private IAccountLog? LogOf(string topic) => topic switch
    {
        Topic.Orders => new OrderLog(transport),
        Topic.Fills => new FillLog(transport),
        _ => null,
    };
}
