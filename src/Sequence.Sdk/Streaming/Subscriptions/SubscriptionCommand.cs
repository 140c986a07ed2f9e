namespace Sequence.Sdk.Streaming;

/// <summary>A command on its way, until the server answers it.</summary>
internal sealed class SubscriptionCommand(IReadOnlyList<string> topics, bool isSubscribe)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Topics => topics;

    public bool IsSubscribe => isSubscribe;

    public Task Answered => _answered.Task;

    /// <summary>The frame.</summary>
    public string Text => ContractJson.TextOf(isSubscribe ? new StreamCommand { Subscribe = topics } : new StreamCommand { Unsubscribe = topics });

    public void Complete() => _answered.TrySetResult();
}

/// <summary>One topic that somebody wants. Guarded by the lock of its <see cref="Subscriptions"/>.</summary>
internal sealed class Subscription(string topic, TopicQueue queue)
{
    public string Topic { get; } = topic;

    public TopicQueue Queue { get; } = queue;

    /// <summary>How often it was asked for; at 0 nobody wants it any more.</summary>
    public int Count { get; set; }

    public TopicState State { get; set; } = TopicState.Pending;

    /// <summary>True once the present connection was asked for it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>The server's answer: null when it took the topic.</summary>
    public TaskCompletionSource<StreamEvent.Rejected?> Answer { get; private set; } = NewAnswer();

    /// <summary>The topic must be asked for again; whoever waited for an answer goes on waiting.</summary>
    public void AskAgain()
    {
        IsAsked = false;
        if (State == TopicState.Rejected)
            State = TopicState.Pending;
        if (Answer.Task.IsCompleted)
            Answer = NewAnswer();
    }

    private static TaskCompletionSource<StreamEvent.Rejected?> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
