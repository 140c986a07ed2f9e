namespace Sequence.Sdk;

/// <summary>A success answer whose body is not what the contract says.</summary>
public sealed class SequenceDeserializationException : SequenceException
{
    internal SequenceDeserializationException(
        string message,
        string bodySnippet,
        Exception? innerException = null,
        string? jsonPath = null,
        Retryability retryability = Retryability.OutcomeUnknown)
        : base(message, retryability, innerException)
    {
        BodySnippet = bodySnippet;
        JsonPath = jsonPath;
    }

    /// <summary>The first 200 characters of the body, without secrets.</summary>
    public string BodySnippet { get; }

    /// <summary>Where in the body the reader stumbled, such as <c>positions[3].qty_1e8</c>; null when it is not known.</summary>
    public string? JsonPath { get; }

    /// <summary>True when a walk over pages ended because it made no progress.</summary>
    internal bool IsStalledWalk { get; init; }
}
