namespace Sequence.Sdk.Streaming;

/// <summary>
/// Hears everything that is put in line, in that order, on the thread that puts it there: on the receive loop. It must not block
/// and must not run the user's code.
/// </summary>
internal interface IStreamListener
{
    /// <param name="message">A message of the server as it came; valid until the method returns.</param>
    void OnMessage(ReadOnlySpan<byte> message)
    {
    }

    /// <param name="topic">A topic that events may come on from now on.</param>
    void OnTopic(TopicQueue topic);

    /// <param name="topic">A topic that nobody wants any more.</param>
    void OnClosed(TopicQueue topic);

    /// <param name="topic">The topic.</param>
    /// <param name="frame">Its newest payload; valid until the method returns.</param>
    void OnLatest(TopicQueue topic, LatestFrame frame);

    /// <param name="topic">The topic; that of the malformed for a message of no topic whose events all count.</param>
    /// <param name="e">Its event. A gap is one only when the connection was lost: each line has overflows of its own.</param>
    void OnEvent(TopicQueue topic, StreamEvent e);

    /// <param name="e">A word about the connection.</param>
    /// <param name="topic">The topic that it is about; empty for all.</param>
    void OnConnectionEvent(StreamEvent e, string topic);

    /// <param name="failure">What ended the stream; null when it was disposed.</param>
    void OnEnd(Exception? failure);
}
