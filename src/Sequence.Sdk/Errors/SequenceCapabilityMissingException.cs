namespace Sequence.Sdk;

/// <summary>The venue cannot do what was asked.</summary>
/// <remarks>
/// This version never throws it: which venue lacks what is documented nowhere, and the server's own refusal comes as a <see cref="SequenceApiException"/>.
/// It is here because the vendor's list of errors has it, so that a program can handle it before a capability is known.
/// </remarks>
public sealed class SequenceCapabilityMissingException : SequenceException
{
    /// <summary>Creates the exception, for tests of code that handles it.</summary>
    /// <param name="verb">What was asked.</param>
    /// <param name="venue">The venue that cannot do it.</param>
    /// <param name="reason">Why not.</param>
    public SequenceCapabilityMissingException(string verb, string venue, string reason)
        : base($"{venue} cannot {verb}: {reason}", Retryability.Never)
    {
        Verb = verb;
        Venue = venue;
        Reason = reason;
    }

    /// <summary>What was asked, such as <c>amend</c>.</summary>
    public string Verb { get; }

    /// <summary>The venue that cannot do it.</summary>
    public string Venue { get; }

    /// <summary>Why not.</summary>
    public string Reason { get; }
}
