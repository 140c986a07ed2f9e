using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Http;

/// <summary>An error answer in the documented envelope: what only the HTTP side refuses, and what a <see cref="Refusal"/> looks like on the wire.</summary>
internal sealed class ApiErrorException : Exception
{
    private const string TooLargeCode = "PAYLOAD_TOO_LARGE";

    private ApiErrorException(int status, string code, string message, string? field = null, string? problem = null)
        : base(message)
    {
        Status = status;
        Code = code;
        Details = field is null ? [] : [new Wire.ErrorDetail { Field = field, Message = problem ?? message }];
    }

    public int Status { get; }

    public string Code { get; }

    /// <summary>The exchange failed; its log says why.</summary>
    public bool IsInternal => Status == StatusCodes.Status500InternalServerError;

    public IReadOnlyList<Wire.ErrorDetail> Details { get; }

    /// <summary>How long the caller should wait; null when the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The status and code of a refusal of the exchange.</summary>
    public static ApiErrorException Of(Refusal refusal)
    {
        (int status, string code) = refusal.Kind switch
        {
            RefusalKind.InvalidRequest => (400, "BAD_REQUEST"),
            RefusalKind.InvalidParameter => (400, "INVALID_PARAMS"),
            RefusalKind.Unauthenticated => (401, "UNAUTHORIZED"),
            RefusalKind.Forbidden => (403, "FORBIDDEN"),
            RefusalKind.NotFound => (404, "NOT_FOUND"),
            RefusalKind.Conflict => (409, "CONFLICT"),
            // A conflict that no other body resolves: its code is also the reason of a rejected order.
            RefusalKind.KillSwitch => (409, "KILL_SWITCH"),
            RefusalKind.OrderTerminal => (409, "ORDER_TERMINAL"),
            RefusalKind.GraphTerminal => (409, "GRAPH_TERMINAL"),
            RefusalKind.MarketClosed => (409, "MARKET_CLOSED"),
            RefusalKind.Validation => (422, "VALIDATION_ERROR"),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "No status stands for this kind of refusal."),
        };
        return new ApiErrorException(status, code, refusal.Message, refusal.Field, refusal.Problem);
    }

    /// <summary>What a failed handler answers: a refusal says why, anything else is the exchange's own failure.</summary>
    public static ApiErrorException Of(Exception failure) => failure switch
    {
        ApiErrorException error => error,
        RefusedException refused => Of(refused.Refusal),
        BadHttpRequestException fault => Of(fault),
        _ => Internal(),
    };

    /// <summary>A request that the web server could not read to its end.</summary>
    public static ApiErrorException Of(BadHttpRequestException fault) => fault.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? new ApiErrorException(413, TooLargeCode, fault.Message)
        : BadRequest(fault.Message);

    public static ApiErrorException BadRequest(string message) => new(400, "BAD_REQUEST", message);

    /// <summary>A body that cannot be read; the place in it is named when it is known.</summary>
    public static ApiErrorException Unreadable(string path, string message) =>
        path.Length > 0 ? new ApiErrorException(400, "BAD_REQUEST", message, path, message) : BadRequest(message);

    /// <param name="limit">The bytes that the body may have.</param>
    public static ApiErrorException TooLarge(int limit) =>
        new(413, TooLargeCode, FormattableString.Invariant($"The body is larger than the {limit} bytes that this operation takes."));

    /// <param name="host">The name by which the request came.</param>
    public static ApiErrorException HostNotAllowed(string host) => new(
        421,
        "HOST_NOT_ALLOWED",
        $"The sandbox does not answer as '{host}': it answers on loopback names and the address that it listens on. Add the name to SandboxOptions.AllowedHosts (--allow-host).");

    /// <param name="origin">The page that makes the browser ask.</param>
    public static ApiErrorException OriginNotAllowed(string origin) => new(
        403,
        "ORIGIN_NOT_ALLOWED",
        $"Pages of '{origin}' may not call the sandbox. Add the origin to SandboxOptions.AllowedOrigins (--allow-origin).");

    public static ApiErrorException MethodNotAllowed(string message) => new(405, "METHOD_NOT_ALLOWED", message);

    /// <param name="retryAfter">The wait that the answer names; null for none.</param>
    public static ApiErrorException RateLimited(TimeSpan? retryAfter) => new(429, "RATE_LIMITED", "rate limit exceeded") { RetryAfter = retryAfter };

    public static ApiErrorException Internal() => new(500, "INTERNAL_ERROR", "The sandbox failed; its log says why.");

    /// <summary>A status that somebody asked for, with the code that the API documents for it.</summary>
    public static ApiErrorException OnDemand(int status) => new(
        status,
        status switch
        {
            400 => "BAD_REQUEST",
            401 => "UNAUTHORIZED",
            403 => "FORBIDDEN",
            404 => "NOT_FOUND",
            409 => "CONFLICT",
            422 => "VALIDATION_ERROR",
            429 => "RATE_LIMITED",
            503 => "SERVICE_UNAVAILABLE",
            _ => status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR",
        },
        "The sandbox was told to fail.");

    public static ApiErrorException NotHandled(string operationId) => new(501, "NOT_IMPLEMENTED", $"The sandbox does not handle {operationId} yet.");
}
