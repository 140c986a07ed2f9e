namespace Sequence.Sandbox.Streaming;

/// <summary>A topic that is the same for every client: it is worked on while somebody watches. The caller holds the gate.</summary>
internal abstract class WatchedTopic(string name)
{
    private readonly List<StreamSession> _watchers = [];

    /// <summary>As the clients subscribed it.</summary>
    public string Name { get; } = name;

    public bool IsWatched => _watchers.Count > 0;

    protected IReadOnlyList<StreamSession> Watchers => _watchers;

    /// <summary>Adds a client and sends it the present state.</summary>
    public void Join(StreamSession session)
    {
        if (!IsWatched)
            Begin();
        _watchers.Add(session);
        SendSnapshot(session);
    }

    public void Leave(StreamSession session)
    {
        _watchers.Remove(session);
        if (!IsWatched)
            End();
    }

    /// <summary>Whether the topic's markets have ended, so that nothing will come any more.</summary>
    public virtual bool HasEnded => false;

    /// <summary>Takes all clients off the topic.</summary>
    /// <returns>Those who watched it.</returns>
    public IReadOnlyList<StreamSession> Dismiss()
    {
        StreamSession[] watchers = [.. _watchers];
        _watchers.Clear();
        End();
        return watchers;
    }

    /// <summary>Sends what the clients must know of the end: an empty book, say.</summary>
    public virtual void SendLast()
    {
    }

    /// <summary>A book changed.</summary>
    public virtual void OnMarketChanged(VenueMarket market)
    {
    }

    /// <summary>The first client is about to join.</summary>
    protected abstract void Begin();

    /// <summary>Sends a new client the present state.</summary>
    protected abstract void SendSnapshot(StreamSession session);

    /// <summary>The last client has left.</summary>
    protected abstract void End();
}
