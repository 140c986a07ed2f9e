namespace Sequence.Sdk;

/// <summary>The base of everything that this SDK throws on purpose. No message, property or <c>ToString</c> holds a secret.</summary>
public abstract class SequenceException : Exception
{
    private const int SnippetLength = 200;

    private string? _operation;

    private protected SequenceException(string message, Retryability retryability, Exception? innerException = null)
        : base(message, innerException) => Retryability = retryability;

    /// <summary>What repeating the call would do.</summary>
    public Retryability Retryability { get; private set; }

    /// <summary>The operation of the contract (its operationId), or null when the failure came before any call.</summary>
    public string? Operation { get => _operation; init => _operation = value; }

    /// <summary>False only when it is certain that no attempt of the call made the server act.</summary>
    internal bool MayHaveActed { get; private protected set; }

    /// <summary>Sets what is known once the whole call is over.</summary>
    internal void Settle(bool mayHaveActed, Retryability retryability)
    {
        MayHaveActed = mayHaveActed;
        Retryability = retryability;
    }

    /// <summary>Names the operation of an exception that was made where it is not known.</summary>
    internal void NameOperation(string operation) => _operation ??= operation;

    internal static string Snippet(string body) => Clip(body, SnippetLength);

    /// <summary>The first characters of a text; never half of a surrogate pair.</summary>
    internal static string Clip(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
