namespace Sequence.Sdk;

/// <summary>No complete answer came: no connection, a connection that broke, a deadline that passed, or no permit of the rate limiter.</summary>
public class SequenceNetworkException : SequenceException
{
    internal SequenceNetworkException(string message, Retryability retryability, Exception? innerException = null)
        : base(message, retryability, innerException)
    {
    }
}
