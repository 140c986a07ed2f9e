namespace Sequence.Sdk.Transport;

/// <summary>What one attempt proves, made by <see cref="OutcomeClassifier"/>.</summary>
/// <param name="Outcome">The effect of this attempt alone.</param>
/// <param name="Reason">A status or the kind of an error: short, and never with a text of the server.</param>
internal sealed record AttemptResult(CallOutcome Outcome, string Reason)
{
    public static readonly AttemptResult Done = new(CallOutcome.Done, "done");

    /// <summary>A 2xx came whose body is not the answer.</summary>
    public static readonly AttemptResult Unreadable = new(CallOutcome.Ambiguous, "unreadable") { IsTransient = true };

    /// <summary>A response came whose body is longer than the client reads.</summary>
    public static readonly AttemptResult TooLong = new(CallOutcome.Ambiguous, "too long") { Status = 200 };

    /// <summary>The status of the response; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>True when the same request may succeed after a pause.</summary>
    public bool IsTransient { get; init; }

    /// <summary>True when the SDK repeats the request by itself, where that is safe.</summary>
    public bool IsRetried { get; init; }

    /// <summary>True for a refusal that any other delivery of the same request meets too, so that it also settles earlier attempts.</summary>
    public bool IsFinal { get; init; }

    /// <summary>True when the server itself says that what the request names does not exist.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>What the error body says; null for a success and without a response.</summary>
    public ErrorAnswer? Answer { get; init; }

    /// <summary>How long the server wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
