namespace Sequence.Exchange.Faults;

/// <summary>What a fault does to a request and its answer; the host carries it out.</summary>
internal abstract record AnswerDisruption
{
    /// <summary>The request ends here, so that no later fault gets a chance to act, or be counted.</summary>
    public virtual bool EndsCall => false;
}

/// <summary>The connection ends without an answer.</summary>
/// <param name="IsReset">Abruptly, by a reset.</param>
internal sealed record CutAnswer(bool IsReset) : AnswerDisruption
{
    public override bool EndsCall => true;
}

/// <summary>The exchange refuses.</summary>
/// <param name="Status">400 to 599.</param>
/// <param name="RetryAfter">The wait that the answer names; null for none.</param>
internal sealed record RefusedAnswer(int Status, TimeSpan? RetryAfter) : AnswerDisruption
{
    public override bool EndsCall => true;
}

/// <summary>A gateway in front of the exchange refuses, and knows nothing of JSON, codes or request ids.</summary>
/// <param name="Status">400 to 599.</param>
internal sealed record GatewayAnswer(int Status) : AnswerDisruption
{
    public override bool EndsCall => true;
}

/// <summary>The request waits, or its answer does.</summary>
internal sealed record DelayedAnswer(TimeSpan Delay) : AnswerDisruption;

/// <summary>Half of the body comes.</summary>
internal sealed record TruncatedAnswer : AnswerDisruption;

/// <summary>The body comes byte by byte.</summary>
/// <param name="Delay">From the first byte to the last.</param>
internal sealed record SlowAnswer(TimeSpan Delay) : AnswerDisruption;

/// <summary>The body is replaced.</summary>
internal sealed record RewrittenAnswer(Func<byte[], Random, byte[]> Rewrite) : AnswerDisruption;
