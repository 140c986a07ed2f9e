using System.Diagnostics.CodeAnalysis;

namespace Sequence.Sdk.Streaming;

// The reader's side.
internal sealed partial class EventQueue
{
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0;
        }
    }

    /// <summary>The reader has caught up with a topic of which events found no room.</summary>
    public event Action<TopicQueue>? CaughtUp;

    public bool TryTake([NotNullWhen(true)] out StreamEvent? e)
    {
        TopicQueue? topic;
        bool hasCaughtUp;
        lock (_gate)
        {
            e = null;
            if (_waiting.First is not { } node)
                return false;
            topic = node.Value.Topic;
            e = node.Value.ToEvent();
            Remove(node);
            if (topic is not null && e is not StreamEvent.Gap)
                topic.Delivered++;
            hasCaughtUp = topic is { HasOverflow: true, Waiting: 0 };
            if (hasCaughtUp)
                topic!.HasOverflow = false;
        }

        if (hasCaughtUp)
            CaughtUp?.Invoke(topic!);
        return true;
    }

    /// <summary>
    /// Takes the next without making an event of it, where it stands for its topic's latest payload: that changes places with <paramref name="own"/>,
    /// and <paramref name="e"/> is null.
    /// </summary>
    public bool TryTake(ref LatestFrame own, out StreamEvent? e)
    {
        lock (_gate)
        {
            e = null;
            if (_waiting.First is not { } node)
                return false;
            (e, TopicQueue? topic) = node.Value;
            if (e is null)
                (own, topic!.Latest) = (topic.Latest!, own);
            Remove(node);
            if (topic is not null && e is not StreamEvent.Gap)
                topic.Delivered++;
            return true;
        }
    }

    /// <summary>Waits until something may be there. False when nothing will ever come again; throws what ended the stream.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (await _wake.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _wake.Reader.TryRead(out _);
            return true;
        }

        return _failure is null ? false : throw _failure;
    }
}
