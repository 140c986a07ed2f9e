namespace Sequence.Sdk;

/// <summary>How a batch was carried out.</summary>
public enum BatchMode
{
    /// <summary>One request after the other. Every batch today.</summary>
    Serial,

    /// <summary>One request to the venue, which takes all operations or none. No batch is carried out so yet.</summary>
    NativeAtomic,
}

/// <summary>What became of a batch.</summary>
/// <param name="Mode">How it was carried out; always <see cref="BatchMode.Serial"/> today.</param>
/// <param name="Results">One entry for each operation, in the order in which they were added.</param>
public sealed record BatchResult(BatchMode Mode, IReadOnlyList<BatchItemResult> Results)
{
    /// <summary>How many operations went how, in a line.</summary>
    public override string ToString() =>
        $"batch ({Mode}) of {Results.Count}: {Results.OfType<BatchItemResult.Submitted>().Count()} submitted, {Results.OfType<BatchItemResult.Cancelled>().Count()} cancelled, "
        + $"{Results.OfType<BatchItemResult.Failed>().Count()} failed, {Results.OfType<BatchItemResult.Unknown>().Count()} unknown";
}

/// <summary>What became of one operation: <see cref="Submitted"/>, <see cref="Cancelled"/>, <see cref="Failed"/> or <see cref="Unknown"/>.</summary>
public abstract record BatchItemResult
{
    private BatchItemResult()
    {
    }

    /// <summary>The order was accepted.</summary>
    /// <param name="Result">Its graph; <c>Result.OrderId</c> is the order's id.</param>
    public sealed record Submitted(SubmitResult Result) : BatchItemResult;

    /// <summary>The cancel was accepted.</summary>
    /// <param name="Id">The id as it was given.</param>
    public sealed record Cancelled(string Id) : BatchItemResult;

    /// <summary>The operation failed; the ones after it were still carried out.</summary>
    /// <param name="Error">The reason.</param>
    /// <param name="GraphId">The graph that was sent, or that was to be cancelled.</param>
    /// <param name="Cause">The exception. A cancel that fails without a refusal may have been carried out; repeating it does no harm.</param>
    public sealed record Failed(string Error, string GraphId, SequenceException Cause) : BatchItemResult;

    /// <summary>The order was sent, and nobody knows whether it was accepted: it may be live. The operations after it were still carried out.</summary>
    /// <param name="GraphId">The graph to look for.</param>
    /// <param name="Cause">The exception; its <see cref="SubmitUnknownException.ResolveAsync"/> finds out.</param>
    public sealed record Unknown(string GraphId, SubmitUnknownException Cause) : BatchItemResult;
}

/// <summary>A batch that was cancelled on its way; what it had done by then is not lost.</summary>
public sealed class BatchCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception, for tests of code that handles it.</summary>
    /// <param name="completed">The results of the operations that had ended.</param>
    /// <param name="pendingGraphId">The graph that had been sent without an answer; null when there was none.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    public BatchCanceledException(IReadOnlyList<BatchItemResult> completed, string? pendingGraphId = null, CancellationToken cancellationToken = default)
        : base($"The batch was cancelled after {completed.Count} operations.", cancellationToken)
    {
        Completed = completed;
        PendingGraphId = pendingGraphId;
    }

    /// <summary>The results of the operations that had ended.</summary>
    public IReadOnlyList<BatchItemResult> Completed { get; }

    /// <summary>The graph whose submit or cancel had been sent without an answer, so that its outcome is unknown; null when there was none.</summary>
    public string? PendingGraphId { get; }
}
