namespace Sequence.Sdk;

/// <summary>No complete answer came: no connection, a connection that broke, a deadline that passed, or no permit of the rate limiter.</summary>
public class SequenceNetworkException : SequenceException
{
    /// <summary>Creates the exception, for tests of code that handles it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="retryability">What repeating the call would do.</param>
    /// <param name="innerException">The cause; null, the default, for none.</param>
    public SequenceNetworkException(string message, Retryability retryability, Exception? innerException = null)
        : base(message, retryability, innerException)
    {
    }
}
