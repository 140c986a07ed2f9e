using System.Threading.Channels;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// The topics that are wanted, how each stands, and what the server must still be told: one command at a time, since its answers
/// name no command. The one place where the topics of a lost connection get their gaps, and where a topic comes back.
/// </summary>
internal sealed class Subscriptions(EventQueue events, ChannelTable channels, AccountTopics account)
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, Subscription> _wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> _leaving = new(StringComparer.Ordinal);
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private SubscriptionCommand? _inFlight;

    /// <summary>Answers that did not come in time and may still come on this connection.</summary>
    private int _overdue;

    /// <summary>The topics that are wanted now, in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Topics
    {
        get
        {
            lock (_gate)
                return [.. _wanted.Keys];
        }
    }

    public IReadOnlyDictionary<string, TopicState> States
    {
        get
        {
            lock (_gate)
                return _wanted.Values.ToDictionary(s => s.Topic, s => s.State, StringComparer.Ordinal);
        }
    }

    /// <summary>Asks for topics, each once more. Returns what to wait for: the answer on each, null when the server takes it.</summary>
    public Task<StreamEvent.Rejected?>[] Want(IReadOnlyList<string> topics)
    {
        lock (_gate)
        {
            Subscription[] all = [.. topics.Select(Wanted)];
            _work.Writer.TryWrite(true);
            return [.. all.Select(s => s.Answer.Task)];
        }
    }

    /// <summary>Takes back one call for each topic; nothing more comes of those that nobody wants any more.</summary>
    /// <returns>Completes when the server has confirmed.</returns>
    /// <exception cref="SequenceValidationException">A topic is not wanted; then nothing happened.</exception>
    public Task Release(IReadOnlyList<string> topics)
    {
        lock (_gate)
        {
            if (topics.FirstOrDefault(t => !_wanted.ContainsKey(t)) is { } unknown)
                throw new SequenceValidationException(nameof(topics), $"'{unknown}' is not subscribed on this stream.");
            Subscription[] left = [.. topics.Select(t => _wanted[t]).Where(s => --s.Count == 0)];
            foreach (Subscription subscription in left)
                Leave(subscription);
            _work.Writer.TryWrite(true);
            return Task.WhenAll(left.Where(s => s.IsAsked).Select(s => _leaving[s.Topic].Task));
        }
    }

    /// <summary>Waits until there may be something to tell the server.</summary>
    public async Task WaitForWorkAsync(CancellationToken cancellationToken) => await _work.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The next command, or null when the server knows everything. The last one must be answered or given up.</summary>
    public SubscriptionCommand? Next()
    {
        lock (_gate)
        {
            if (_leaving.Count > 0)
                return _inFlight = new SubscriptionCommand([.. _leaving.Keys], isSubscribe: false);
            Subscription[] unasked = [.. _wanted.Values.Where(s => !s.IsAsked)];
            foreach (Subscription subscription in unasked)
                subscription.IsAsked = true;
            return _inFlight = unasked.Length == 0 ? null : new SubscriptionCommand([.. unasked.Select(s => s.Topic)], isSubscribe: true);
        }
    }

    /// <summary>A new connection: the server knows nothing of what was wanted on the last one.</summary>
    public void Reconnected()
    {
        lock (_gate)
        {
            Forget();
            foreach (Subscription subscription in _wanted.Values)
            {
                // A command that was taken after the end of the last connection was never sent.
                subscription.AskAgain();
                if (subscription.State == TopicState.Stale)
                    subscription.State = TopicState.Recovering;
            }
        }
    }

    /// <summary>Nothing is heard of the server any more: what was read of any topic may be out of date.</summary>
    public void Silent(TimeSpan silence)
    {
        lock (_gate)
        {
            foreach (Subscription subscription in _wanted.Values.Where(s => s.State == TopicState.Active))
            {
                subscription.State = TopicState.Stale;
                events.EnqueueConnectionEvent(new StreamEvent.Stale(subscription.Topic, silence), subscription.Topic);
            }
        }
    }

    /// <summary>The connection is over: a gap on each topic that may have lost events.</summary>
    public void Lost(string detail)
    {
        lock (_gate)
        {
            Forget();
            account.Lost();
            foreach (Subscription subscription in _wanted.Values)
            {
                subscription.AskAgain();
                if (subscription.State is TopicState.Active or TopicState.Recovering)
                    subscription.State = TopicState.Stale;
            }

            events.PostDisconnected(detail);
        }
    }

    /// <summary>The server said something about topics: what it was asked last, or, when it names others, what it did not answer in time.</summary>
    public void OnAnswer(JToken answer)
    {
        lock (_gate)
        {
            if (IsWithdrawal(answer))
            {
                Take(SubscriptionAnswer.Read(answer, []), [], answer);
                return;
            }

            SubscriptionCommand? command = _inFlight is { } asked && (_overdue == 0 || SubscriptionAnswer.NamesAny(answer, asked.Topics)) ? asked : null;
            if (command is null)
                _overdue = Math.Max(0, _overdue - 1);
            else
                _inFlight = null;
            if (command is { IsSubscribe: false })
                Confirm(command.Topics);
            else
                Take(SubscriptionAnswer.Read(answer, command?.Topics ?? []), command?.Topics ?? [], answer);
            command?.Complete();
        }
    }

    /// <summary>The server did not answer the last command in time.</summary>
    public void GiveUp(string problem)
    {
        lock (_gate)
        {
            if (_inFlight is not { } command)
                return;
            _inFlight = null;
            _overdue++;
            if (command.IsSubscribe)
                Reject(command.Topics, problem);

            // Who waits for the end of a topic has a time limit of its own.
            foreach (string topic in command.IsSubscribe ? [] : command.Topics)
                _leaving.Remove(topic);
        }
    }

    /// <summary>Tells of each topic without an answer that none came.</summary>
    public void Reject(IReadOnlyList<string> topics, string problem)
    {
        lock (_gate)
        {
            foreach (string topic in topics)
            {
                if (_wanted.TryGetValue(topic, out Subscription? subscription) && !subscription.Answer.Task.IsCompleted)
                    Reject(subscription, new StreamEvent.Rejected(topic, problem));
            }
        }
    }

    /// <summary>What a topic missed has been told.</summary>
    public void Resynced(string topic)
    {
        lock (_gate)
        {
            if (_wanted.TryGetValue(topic, out Subscription? subscription) && subscription is { State: TopicState.Recovering, IsAsked: true })
                subscription.State = TopicState.Active;
        }
    }

    /// <summary>The server takes back topics that it sent until now, since their market has ended. It does not answer the command in flight.</summary>
    private bool IsWithdrawal(JToken answer) => SubscriptionAnswer.Read(answer, []) is { Subscribed.Count: 0, Rejected.Count: > 0 } read
        && read.Rejected.All(r => _inFlight?.Topics.Contains(r.Topic) != true
            && _wanted.TryGetValue(r.Topic, out Subscription? wanted) && wanted.IsAsked && wanted.Answer.Task.IsCompleted);

    private Subscription Wanted(string topic)
    {
        if (!_wanted.TryGetValue(topic, out Subscription? subscription))
            _wanted.Add(topic, subscription = new Subscription(topic, channels.Open(topic)));
        else if (subscription.State == TopicState.Rejected)
            subscription.AskAgain();
        subscription.Count++;
        return subscription;
    }

    private void Leave(Subscription subscription)
    {
        _wanted.Remove(subscription.Topic);
        subscription.Answer.TrySetResult(new StreamEvent.Rejected(subscription.Topic, "It was unsubscribed."));
        events.RemoveConnectionEvents(subscription.Topic);
        channels.Mute(subscription.Topic);
        account.End(subscription.Topic);
        if (subscription.IsAsked)
            _leaving.TryAdd(subscription.Topic, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        else if (!_leaving.ContainsKey(subscription.Topic))
            channels.Forget(subscription.Topic);
    }

    private void Take(SubscriptionAnswer answer, IReadOnlyList<string> asked, JToken data)
    {
        HashSet<string> refused = [.. answer.Rejected.Select(r => r.Topic)];
        foreach (string topic in asked.Concat(answer.Subscribed).Where(t => !refused.Contains(t)))
        {
            if (!_wanted.TryGetValue(topic, out Subscription? subscription) || !subscription.IsAsked)
                continue;
            subscription.State = TopicState.Active;
            events.SetIsLive(subscription.Queue, true);
            events.RemoveConnectionEvents(topic);
            subscription.Answer.TrySetResult(null);
        }

        IEnumerable<string> others = _wanted.Values.Where(s => s is { IsAsked: true, State: TopicState.Active or TopicState.Recovering }).Select(s => s.Topic).Except(asked);
        if (asked.Count > 0 || answer.Subscribed.Count > 0)
            events.EnqueueConnectionEvent(new StreamEvent.Subscribed([.. answer.Subscribed.Union(others)]) { Data = data });
        foreach (Subscription subscription in _wanted.Values.Where(s => s.State == TopicState.Active))
        {
            // After the word that the topic is back, which what was missed must not overtake.
            if (account.Find(subscription.Topic)?.StartBackfill(subscription.Queue) == true)
                subscription.State = TopicState.Recovering;
        }

        foreach (StreamEvent.Rejected rejected in answer.Rejected)
        {
            if (_wanted.TryGetValue(rejected.Topic, out Subscription? subscription))
                Reject(subscription, rejected);
            else
                events.EnqueueConnectionEvent(rejected, rejected.Topic);
        }
    }

    private void Reject(Subscription subscription, StreamEvent.Rejected rejected)
    {
        subscription.State = TopicState.Rejected;
        events.SetIsLive(subscription.Queue, false);
        events.EnqueueConnectionEvent(rejected, subscription.Topic);
        subscription.Answer.TrySetResult(rejected);
    }

    private void Confirm(IReadOnlyList<string> topics)
    {
        foreach (string topic in topics)
        {
            channels.Forget(topic);
            if (_leaving.Remove(topic, out TaskCompletionSource? confirmed))
                confirmed.TrySetResult();
        }
    }

    /// <summary>Nothing of the last connection is waited for any more; what was to be unsubscribed on it, is.</summary>
    private void Forget()
    {
        Confirm([.. _leaving.Keys]);
        channels.ForgetMuted();
        _inFlight = null;
        _overdue = 0;
    }
}
