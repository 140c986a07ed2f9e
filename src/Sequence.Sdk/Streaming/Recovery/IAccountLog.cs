namespace Sequence.Sdk.Streaming;

/// <summary>What the account's list holds and the stream did not deliver.</summary>
/// <param name="Events">The oldest first.</param>
/// <param name="IsComplete">False when the list does not reach back far enough to be sure that nothing else is missing.</param>
/// <param name="Until">The stamp of the newest row; null when no row has one.</param>
internal sealed record MissedEvents(IReadOnlyList<StreamEvent> Events, bool IsComplete, UnixNanos? Until);

/// <summary>
/// What was delivered on a topic of the account. Tells what is new, and compares with the server's list of the same things.
/// Reading may run beside the rest.
/// </summary>
internal interface IAccountLog
{
    /// <summary>False for what was delivered before, and for a state that is older than the one delivered last.</summary>
    bool IsNew(StreamEvent e);

    /// <summary>Notes that an event is delivered.</summary>
    void Note(StreamEvent e);

    /// <summary>Notes what the account held before the topic began: that is never missing.</summary>
    Task SeedAsync(CancellationToken cancellationToken);

    /// <summary>Another log that begins with what this one holds.</summary>
    IAccountLog Clone();

    /// <summary>Reads the server's list back to where it agreed with the stream last.</summary>
    Task<MissedEvents> ReadMissedAsync(CancellationToken cancellationToken);

    /// <summary>Notes that everything that the list held until a point is delivered; the next reading ends there.</summary>
    void AdvanceWatermark(MissedEvents missed);
}
