namespace Sequence.Sdk;

/// <summary>The base of everything that this SDK throws on purpose. No message, property or <c>ToString</c> holds a secret.</summary>
public abstract class SequenceException : Exception
{
    private protected SequenceException(string message, Retryability retryability, Exception? innerException = null)
        : base(message, innerException) => Retryability = retryability;

    /// <summary>What repeating the call would do.</summary>
    public Retryability Retryability { get; }

    /// <summary>The operation of the contract (its operationId), or null when the failure came before any call.</summary>
    public string? Operation { get; internal set; }

    private protected const int SnippetLength = 200;

    internal static string Snippet(string body) => body.Length <= SnippetLength ? body : body[..SnippetLength];
}
