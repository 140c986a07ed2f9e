using System.Text;

namespace Sequence.Sdk;

public abstract partial record StreamEvent
{
    /// <summary>A connection to the server is open; nothing is subscribed on it yet.</summary>
    /// <param name="Connection">1 for the stream's first connection, then one more for each that opens, even when its subscription gets no answer.</param>
    public sealed record Connected(int Connection) : StreamEvent;

    /// <summary>The server took a subscription; what follows on these topics is live.</summary>
    /// <param name="Topics">The topics of its answer, as the server names them, and those that it took before on this connection.</param>
    public sealed record Subscribed(IReadOnlyList<string> Topics) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append("Topics = ").AppendJoin(' ', Topics);
            return true;
        }
    }

    /// <summary>
    /// The server refused a topic, left it out of its answer, or did not answer in time: nothing will come on it.
    /// It is asked for again on the next connection.
    /// </summary>
    /// <param name="Topic">The topic.</param>
    /// <param name="Reason">Why, when that is known.</param>
    public sealed record Rejected(string Topic, string? Reason) : StreamEvent;

    /// <summary>
    /// The server gave no sign of life for too long, not even an answer to a ping: what was read last of a topic may be out of date.
    /// The connection is given up, so a <see cref="Gap"/> follows, and the stream connects again.
    /// </summary>
    /// <param name="Topic">The topic.</param>
    /// <param name="Silence">How long nothing was heard.</param>
    public sealed record Stale(string Topic, TimeSpan Silence) : StreamEvent;

    /// <summary>
    /// Events of a topic were lost, or may have been, between the last event before this one and the next after it.
    /// Of orders and fills a <see cref="Resynced"/> follows once what was missed is told; read other state again before you rely on it.
    /// </summary>
    /// <param name="Topic">The topic that lost continuity.</param>
    /// <param name="Reason">How it was lost.</param>
    public sealed record Gap(string Topic, GapReason Reason) : StreamEvent
    {
        /// <summary>How many events are missing, at least 1; null when nobody can know.</summary>
        public long? Missed { get; init; }

        /// <summary>What happened in words, such as the server's close code; null when there is no more to say.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>
    /// What a <see cref="Gap"/> of <c>orders</c> or <c>fills</c> hid has been told: the account's list was read, what was missing stands before this event,
    /// and what follows is live. Other topics have no list to read.
    /// </summary>
    /// <param name="Topic">The topic.</param>
    public sealed record Resynced(string Topic) : StreamEvent
    {
        /// <summary>How many events were told as recovered, 0 or more.</summary>
        public int Recovered { get; init; }

        /// <summary>False when the list could not be read at the start of the topic, or does not reach back far enough: then something may still be missing.</summary>
        public bool IsComplete { get; init; } = true;
    }

    /// <summary>A message that cannot be read. The stream goes on; one event of <paramref name="Channel"/> may be lost.</summary>
    /// <param name="Channel">The channel that the message names; null when it names none.</param>
    /// <param name="Snippet">Its first 200 characters.</param>
    public sealed record Malformed(string? Channel, string Snippet) : StreamEvent
    {
        /// <summary>What is wrong with it.</summary>
        public string Problem { get; init; } = string.Empty;
    }

    /// <summary>
    /// A handler or an observer of this stream threw; it stays on the stream and gets the next event. While this waits for the reader, the newest failure
    /// of the handler takes its place. Handlers themselves do not get this event.
    /// </summary>
    /// <param name="Handler">Which kind of handler, such as <c>OnPrice</c>.</param>
    /// <param name="Error">What it threw.</param>
    public sealed record HandlerFailed(string Handler, Exception Error) : StreamEvent;
}

/// <summary>How a topic of a stream lost continuity.</summary>
public enum GapReason
{
    /// <summary>The connection ended; what the server sent until the topic is subscribed again is lost.</summary>
    Disconnected,

    /// <summary>The reader was so far behind that a topic which never drops in silence reached its bound.</summary>
    Overflow,

    /// <summary>The account's list shows what the server did not send on the stream.</summary>
    Omitted,
}
