namespace Sequence.Sdk;

/// <summary>Counters of a <see cref="MarketDataStream"/> since it was opened, read at one moment.</summary>
/// <param name="Messages">Messages that came, answers and unreadable ones included.</param>
/// <param name="Malformed">Messages that could not be read.</param>
/// <param name="Gaps">Gaps put in line.</param>
/// <param name="Connections">Connections opened, the first included.</param>
/// <param name="Waiting">Events of every kind that the reader has not taken yet.</param>
/// <param name="Topics">The counters of each topic.</param>
public sealed record StreamStatistics(
    long Messages, long Malformed, long Gaps, int Connections, int Waiting, IReadOnlyList<TopicStatistics> Topics)
{
    /// <summary>All counters, those of each topic included.</summary>
    public override string ToString() =>
        $"{Messages} messages, {Malformed} malformed, {Gaps} gaps, {Connections} connections, {Waiting} waiting; " + string.Join("; ", Topics);
}

/// <summary>
/// Counters of one topic of a stream. Received = Delivered + Conflated + Dropped + Waiting, always.
/// </summary>
/// <param name="Topic">The topic; <c>malformed</c> for messages that belong to none.</param>
/// <param name="Received">Events that came.</param>
/// <param name="Delivered">Events that the reader took.</param>
/// <param name="Conflated">Events that a newer one of the topic replaced before the reader came to them.</param>
/// <param name="Dropped">Events beyond the bound, told by a <see cref="StreamEvent.Gap"/>, or left when the stream was disposed.</param>
/// <param name="Waiting">Events that the reader has not taken yet.</param>
public sealed record TopicStatistics(string Topic, long Received, long Delivered, long Conflated, long Dropped, int Waiting);
