using System.Globalization;
using System.Security.Authentication;

namespace Sequence.Sdk.Transport;

/// <summary>
/// Decides what an attempt, and a call over all its attempts, did on the server. Retries, exceptions, submits, telemetry and logs ask it and decide nothing themselves.
/// </summary>
/// <remarks>
/// <para>A proxy can answer in the server's place after it passed the request on, and can deliver a request seconds late. So a refusal counts only with the server's
/// envelope and its code, and after an ambiguous attempt only a refusal of the request as such settles the call. A 2xx counts only with a body that can be the server's.</para>
/// <para>A read acts on nothing: its failures are never ambiguous for the caller, see <see cref="RetryabilityOf"/>.</para>
/// </remarks>
internal static class OutcomeClassifier
{
    private const string NotFoundCode = "NOT_FOUND";
    private const string ConflictCode = "CONFLICT";

    /// <summary>Refusals of the request as such: every delivery of the same bytes meets them. Others, such as an engaged kill switch, depend on the moment.</summary>
    private static readonly string[] RequestCodes = ["BAD_REQUEST", "INVALID_PARAMS", "VALIDATION_ERROR"];

    /// <summary>A conflict whose message holds one of these is with the state of the account, which passes, not with another request.</summary>
    private static readonly string[] AccountStates = ["kill", "halt", "pause", "suspend", "disable", "frozen", "lock", "maintenance"];

    /// <summary>No complete response came.</summary>
    public static AttemptResult OfError(Exception error)
    {
        bool isUnsent = ProvesUnsent(error);
        string reason = error is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http
            ? http.HttpRequestError.ToString()
            : (error is HandlerFailedException { InnerException: { } cause } ? cause : error).GetType().Name;

        // A certificate that is refused once is refused again.
        bool isTransient = error.InnerException is not AuthenticationException;
        return new AttemptResult(isUnsent ? CallOutcome.NotSent : CallOutcome.Ambiguous, reason) { IsTransient = isTransient, IsRetried = isTransient };
    }

    /// <summary>True when no connection came up, the only proof that nothing was sent.</summary>
    public static bool ProvesUnsent(Exception error) => error is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>A response whose body is in memory.</summary>
    public static AttemptResult OfResponse(HttpResponseMessage response, ReadOnlySpan<byte> body, bool isRead, DateTimeOffset now)
    {
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return OfSuccess(status, body, isRead);
        ErrorAnswer answer = ErrorAnswer.Read(ErrorBody.TextOf(body));
        TimeSpan? retryAfter = RetryAfter.Of(response, now);
        bool isRetried = status is 502 or 503 or 504 || RetryAfter.IsPause(status, retryAfter);
        bool isRefusal = IsRefusal(status, answer);
        return new AttemptResult(isRefusal ? CallOutcome.Refused : CallOutcome.Ambiguous, status.ToString(CultureInfo.InvariantCulture))
        {
            Status = status,
            Answer = answer,
            IsRetried = isRetried,
            IsTransient = isRetried || status is 408 or 500 or > 505,
            IsFinal = isRefusal && IsFinal(status, answer),
            IsAbsence = isRefusal && status == 404 && answer.Code == NotFoundCode,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>The outcome of a call.</summary>
    /// <param name="isInFlight">True while an attempt is out.</param>
    /// <param name="hasDoubt">True when an earlier attempt was ambiguous.</param>
    /// <param name="last">The last attempt that ended; null when none did.</param>
    public static CallOutcome Combine(bool isInFlight, bool hasDoubt, AttemptResult? last) => last switch
    {
        _ when isInFlight => CallOutcome.Ambiguous,
        { Outcome: CallOutcome.Done } => CallOutcome.Done,
        { Outcome: CallOutcome.Refused, IsFinal: true } => CallOutcome.Refused,
        _ when hasDoubt => CallOutcome.Ambiguous,
        null => CallOutcome.NotSent,
        _ => last.Outcome,
    };

    /// <summary>True when the request may be sent once more without the risk of acting twice.</summary>
    public static bool MayRepeat(RawCall? call, AttemptResult failure) =>
        failure.IsRetried && (failure.Outcome == CallOutcome.NotSent || call is { IsIdempotent: true });

    /// <summary>A delete that finds nothing, after an attempt that may have deleted it, is done.</summary>
    public static bool IsDeletedBefore(HttpMethod method, AttemptResult attempt, bool hasDoubt) =>
        method == HttpMethod.Delete && hasDoubt && attempt.IsAbsence;

    /// <summary>What a failed call means for its caller: one rule, by the outcome and by what the contract says of the operation.</summary>
    public static Retryability RetryabilityOf(CallContext context) => context.Outcome switch
    {
        CallOutcome.NotSent => Retryability.AfterBackoff,
        CallOutcome.Refused => context.Last is { IsTransient: true } ? Retryability.AfterBackoff : Retryability.Never,
        _ when context.Call is not { IsIdempotent: true } => Retryability.OutcomeUnknown,

        // Repeating does no harm; whether it can help is another question, which the status of a read answers.
        _ when context.IsRead && context.Last is { Status: not null, IsTransient: false } => Retryability.Never,
        _ => Retryability.AfterBackoff,
    };

    /// <summary>True when the server itself says that what was asked for does not exist.</summary>
    public static bool IsAbsence(SequenceException error) => error is SequenceApiException { Status: 404, Code: NotFoundCode };

    /// <summary>True when the server's own refusal says that the one thing that was asked for is not there; which code it has for a market is not documented.</summary>
    public static bool IsAbsenceOfOne(SequenceApiException error) => error.Status == 404 && ErrorAnswer.IsCodeWord(error.Code);

    /// <summary>True when asking again later cannot help: the server itself refuses to tell.</summary>
    public static bool EndsSearch(SequenceException error) => error is SequenceApiException { Retryability: Retryability.Never } refusal && ErrorAnswer.IsCodeWord(refusal.Code);

    /// <summary>Only a body that the server can have sent proves a success: none, or JSON that is no error.</summary>
    private static AttemptResult OfSuccess(int status, ReadOnlySpan<byte> body, bool isRead) => SuccessBody.Inspect(body, isRead) switch
    {
        { IsJson: false } => FalseSuccess(status, null, "no JSON"),
        { Error: { } error } => FalseSuccess(status, error, "an error"),
        _ => AttemptResult.Done with { Status = status },
    };

    private static AttemptResult FalseSuccess(int status, ErrorAnswer? error, string what)
    {
        // Under a success status nothing says whether the server did anything, but for a verdict on the request itself.
        bool isRefusal = error is { IsServers: true } && RequestCodes.Contains(error.Code);
        return new AttemptResult(isRefusal ? CallOutcome.Refused : CallOutcome.Ambiguous, string.Create(CultureInfo.InvariantCulture, $"{status} with {what}"))
        {
            Status = status,
            Answer = error,
            IsTransient = !isRefusal,
            IsRetried = !isRefusal,
            IsFinal = isRefusal,
        };
    }

    /// <summary>The server's own word that it did nothing. A gateway has no code; 408, 500, 502 and 504 are told when something went wrong on the way.</summary>
    private static bool IsRefusal(int status, ErrorAnswer answer) =>
        answer.IsServers && status is (>= 400 and < 500 and not 408) or 501 or 503 or 505;

    /// <summary>
    /// A conflict says that the graph id belongs to another request, so that ours cannot be carried out later either.
    /// The kill switch has the same status, and its code is not documented: then only the message tells.
    /// </summary>
    private static bool IsFinal(int status, ErrorAnswer answer) => status switch
    {
        400 or 422 => RequestCodes.Contains(answer.Code),
        409 => answer.Code == ConflictCode && !AccountStates.Any(word => answer.Message.Contains(word, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };
}
