namespace Sequence.Sdk;

/// <summary>The server answered with an error status.</summary>
public sealed class SequenceApiException : SequenceException
{
    /// <summary>Creates the exception, for tests of code that handles it.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The server's code word; empty for none.</param>
    /// <param name="message">The message.</param>
    /// <param name="requestId">The server's request id; null, the default, for none.</param>
    /// <param name="details">The fields that failed validation; null, the default, for none.</param>
    /// <param name="bodySnippet">The first characters of the body; empty by default.</param>
    /// <param name="retryability">What repeating the call would do; <see cref="Retryability.Never"/> by default.</param>
    public SequenceApiException(
        int status,
        string code,
        string message,
        string? requestId = null,
        IReadOnlyList<SequenceErrorDetail>? details = null,
        string bodySnippet = "",
        Retryability retryability = Retryability.Never)
        : base(message, retryability)
    {
        Status = status;
        Code = code;
        RequestId = requestId;
        Details = details ?? [];
        BodySnippet = bodySnippet;
    }

    /// <summary>
    /// How long the server asks to be left alone (<c>Retry-After</c>), 0 to 49 days; null when it did not say or cannot be read.
    /// A date is measured against the <c>Date</c> of the same answer, so a wrong clock on either side does not matter.
    /// </summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>
    /// The server's own message as it came, without secrets, at most 4,000 characters; empty when it sent none.
    /// It may hold line breaks and control characters; <see cref="Exception.Message"/> shows it on one line, after the operation, the status and the code.
    /// </summary>
    public string ServerMessage { get; internal init; } = string.Empty;

    /// <summary>The HTTP status: 400 to 599, or 300 to 399 for a redirect, which is never followed.</summary>
    public int Status { get; }

    /// <summary>The server's code word, such as <c>NOT_FOUND</c> or <c>RATE_LIMITED</c>; empty when the body carried none.</summary>
    public string Code { get; }

    /// <summary>The id under which the server logged the request, or null when it sent none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The fields that failed validation; empty when the server named none.</summary>
    public IReadOnlyList<SequenceErrorDetail> Details { get; }

    /// <summary>The first 200 characters of the body as it came, without secrets.</summary>
    public string BodySnippet { get; }

    /// <summary>The error of a lookup that found nothing, although the server answered with success.</summary>
    internal static SequenceApiException NotFound(string operation, string message) =>
        new(404, "NOT_FOUND", message, null, [], string.Empty, Retryability.Never) { Operation = operation };
}

/// <summary>One field that failed validation on the server.</summary>
/// <param name="Field">The member's name on the wire.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record SequenceErrorDetail(string Field, string Message);
