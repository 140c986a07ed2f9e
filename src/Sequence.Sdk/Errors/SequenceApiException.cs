namespace Sequence.Sdk;

/// <summary>The server answered with an error status.</summary>
public sealed class SequenceApiException : SequenceException
{
    internal SequenceApiException(
        int status,
        string code,
        string message,
        string? requestId,
        IReadOnlyList<SequenceErrorDetail> details,
        string bodySnippet,
        Retryability retryability)
        : base(message, retryability)
    {
        Status = status;
        Code = code;
        RequestId = requestId;
        Details = details;
        BodySnippet = bodySnippet;
    }

    /// <summary>How long the server wants to be left alone; null when it did not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status: 400 to 599, or 300 to 399 for a redirect, which is never followed.</summary>
    public int Status { get; }

    /// <summary>The server's code word, such as <c>NOT_FOUND</c> or <c>RATE_LIMITED</c>; empty when the body carried none.</summary>
    public string Code { get; }

    /// <summary>The id under which the server logged the request, or null when it sent none.</summary>
    public string? RequestId { get; }

    /// <summary>The fields that failed validation; empty when the server named none.</summary>
    public IReadOnlyList<SequenceErrorDetail> Details { get; }

    /// <summary>The first 200 characters of the body as it came, without secrets.</summary>
    public string BodySnippet { get; }
}

/// <summary>One field that failed validation on the server.</summary>
/// <param name="Field">The member's name on the wire.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record SequenceErrorDetail(string Field, string Message);
