namespace Sequence.Sdk;

/// <summary>The venue cannot do what was asked.</summary>
public sealed class SequenceCapabilityMissingException : SequenceException
{
    internal SequenceCapabilityMissingException(string verb, string venue, string reason)
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
