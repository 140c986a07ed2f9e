namespace Sequence.Sdk;

/// <summary>An argument that cannot be sent. Thrown before any call is made.</summary>
public sealed class SequenceValidationException : SequenceException
{
    /// <summary>Creates the exception, for tests of code that handles it.</summary>
    /// <param name="field">The argument or builder member at fault.</param>
    /// <param name="problem">What is wrong with it.</param>
    public SequenceValidationException(string field, string problem)
        : base($"{field}: {problem}", Retryability.Never) => Field = field;

    internal SequenceValidationException(string field, string problem, Exception innerException)
        : base($"{field}: {problem}", Retryability.Never, innerException) => Field = field;

    /// <summary>The argument or builder member at fault, such as <c>qty</c> or <c>nodes[2].quantity</c>.</summary>
    public string Field { get; }
}
