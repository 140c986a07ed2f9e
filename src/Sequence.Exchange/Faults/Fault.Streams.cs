namespace Sequence.Sandbox;

// What can go wrong with sockets, topics and frames.
public sealed partial class Fault
{
    /// <summary>
    /// The sockets that are open are closed with a code, once. With a count or a window, those that come are closed too as soon as they open, until it is over.
    /// What waits to be sent is dropped.
    /// </summary>
    /// <param name="code">1000 to 1003, 1007 to 1014, or 3000 to 4999.</param>
    /// <param name="times">How many sockets; null: those that are open.</param>
    /// <exception cref="ArgumentOutOfRangeException">A code that no server may send.</exception>
    public static Fault CloseSockets(int code, int? times = null)
    {
        if (code is not ((>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)))
            throw new ArgumentOutOfRangeException(nameof(code), code, "A server closes with 1000 to 1003, 1007 to 1014, or 3000 to 4999.");
        return new Fault("closeSockets", Anything, times) { OnSocket = new CloseSocket(code) };
    }

    /// <summary>The sockets that are open are reset (TCP RST), without a closing frame; with a count or a window also those that come.</summary>
    /// <param name="times">How many sockets; null: those that are open.</param>
    public static Fault ResetSockets(int? times = null) => new("resetSockets", Anything, times) { OnSocket = new ResetSocket() };

    /// <summary>
    /// The sockets that are open stay open and fall silent for good: no frames, no pings, no pongs, no closing frame. With a count or a window also those that come.
    /// </summary>
    /// <param name="times">How many sockets; null: those that are open.</param>
    public static Fault HalfOpenSockets(int? times = null) => new("halfOpenSockets", Anything, times) { OnSocket = new SilenceSocket() };

    /// <summary>Frames of a topic are held back. They come in order once the fault is over: of prices and books the latest, of the rest all.</summary>
    /// <param name="topic">A topic of the stream.</param>
    /// <param name="times">How many frames; null: until removed.</param>
    public static Fault StallTopic(string topic, int? times = null) => new("stallTopic", topic, times) { OnFrame = new StallFrame() };

    /// <summary>Frames of a topic never come.</summary>
    /// <inheritdoc cref="StallTopic" path="/param"/>
    public static Fault LoseFrames(string topic, int? times = null) => new("loseFrames", topic, times) { OnFrame = new LoseFrame() };

    /// <summary>Frames of a topic come twice.</summary>
    /// <inheritdoc cref="StallTopic" path="/param"/>
    public static Fault DuplicateFrames(string topic, int? times = null) => new("duplicateFrames", topic, times) { OnFrame = new DuplicateFrame() };

    /// <summary>Frames of a topic come after the one that follows them.</summary>
    /// <inheritdoc cref="StallTopic" path="/param"/>
    public static Fault ReorderFrames(string topic, int? times = null) => new("reorderFrames", topic, times) { OnFrame = new ReorderFrame() };

    /// <summary>A subscription to a topic is answered as rejected.</summary>
    /// <param name="topic">A topic of the stream.</param>
    /// <param name="times">How many subscriptions; null: until removed.</param>
    public static Fault RejectTopic(string topic, int? times = null) => new("rejectTopic", topic, times) { RejectsSubscription = true };
}
