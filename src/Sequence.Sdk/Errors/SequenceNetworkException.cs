namespace Sequence.Sdk;

/// <summary>No complete answer came: no connection, a connection that broke, or a deadline that passed.</summary>
public class SequenceNetworkException : SequenceException
{
    internal SequenceNetworkException(string message, Retryability retryability, Exception? innerException = null)
        : base(message, retryability, innerException)
    {
    }
}
