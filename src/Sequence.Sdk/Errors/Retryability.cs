namespace Sequence.Sdk;

/// <summary>What repeating a failed call would do.</summary>
public enum Retryability
{
    /// <summary>The same call fails the same way again: the request must change first.</summary>
    Never,

    /// <summary>The failure passes: the same call may succeed after a pause, and repeating it is safe.</summary>
    AfterBackoff,

    /// <summary>Nobody knows whether the server acted. Read the state before you repeat the call.</summary>
    OutcomeUnknown,
}
