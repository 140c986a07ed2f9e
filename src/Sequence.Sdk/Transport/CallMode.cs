namespace Sequence.Sdk.Transport;

/// <summary>How a call is made.</summary>
internal enum CallMode
{
    /// <summary>Retried where that is safe; the response body is buffered.</summary>
    Default,

    /// <summary>Never retried: the caller retries by itself.</summary>
    SingleAttempt,

    /// <summary>Never retried; the body is left unread for a reader of server-sent events.</summary>
    Streaming,
}
