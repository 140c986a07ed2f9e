namespace Sequence.ContractProbe.Calls;

/// <summary>What came back for one request.</summary>
internal sealed record Answer
{
    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; init; }

    public string Text { get; init; } = "";

    public string? MediaType { get; init; }

    /// <summary>Why there was no answer; null when there was one.</summary>
    public string? Failure { get; init; }

    /// <summary>The X-Request-Id that was sent.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The X-Request-Id that came back; null when none did.</summary>
    public string? EchoedId { get; init; }

    /// <summary>How long a 429 asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}
