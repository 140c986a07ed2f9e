namespace Sequence.Sdk;

/// <summary>A success answer whose body is not what the contract says.</summary>
public sealed class SequenceDeserializationException : SequenceException
{
    internal SequenceDeserializationException(string message, string bodySnippet, Exception? innerException = null)
        : base(message, Retryability.OutcomeUnknown, innerException) => BodySnippet = bodySnippet;

    /// <summary>The first 200 characters of the body.</summary>
    public string BodySnippet { get; }
}
