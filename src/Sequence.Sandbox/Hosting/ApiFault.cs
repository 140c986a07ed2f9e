using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Hosting;

/// <summary>An error answer: thrown by a handler, sent as the documented envelope.</summary>
internal sealed class ApiFault : Exception
{
    private ApiFault(int status, string code, string message, params (string Field, string Message)[] details)
        : base(message)
    {
        Status = status;
        Code = code;
        Details = [.. details.Select(d => new ErrorDetail { Field = d.Field, Message = d.Message })];
    }

    public int Status { get; }

    public string Code { get; }

    public IReadOnlyList<ErrorDetail> Details { get; }

    /// <summary>How long the caller should wait; null when the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static ApiFault BadRequest(string message) => new(400, "BAD_REQUEST", message);

    /// <summary>A body that cannot be read; the place in it is named when it is known.</summary>
    public static ApiFault Unreadable(string path, string message) =>
        path.Length > 0 ? new ApiFault(400, "BAD_REQUEST", message, (path, message)) : BadRequest(message);

    public static ApiFault InvalidParams(string field, string problem) => new(400, "INVALID_PARAMS", $"{field}: {problem}", (field, problem));

    public static ApiFault Unauthorized(string message) => new(401, "UNAUTHORIZED", message);

    public static ApiFault Forbidden(string message) => new(403, "FORBIDDEN", message);

    public static ApiFault NotFound(string message) => new(404, "NOT_FOUND", message);

    public static ApiFault MethodNotAllowed(string message) => new(405, "METHOD_NOT_ALLOWED", message);

    public static ApiFault Conflict(string message) => new(409, "CONFLICT", message);

    /// <summary>The conflict that no other body resolves: its own word, which is also the reason of a rejected order.</summary>
    public static ApiFault KillSwitch(string message) => new(409, "KILL_SWITCH", message);

    /// <param name="field">The path of the member; empty for the body itself.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ApiFault Validation(string field, string problem)
    {
        string name = field.Length > 0 ? field : "body";
        return new ApiFault(422, "VALIDATION_ERROR", $"{name}: {problem}", (name, problem));
    }

    /// <param name="retryAfter">The wait that the answer tells; null for none.</param>
    public static ApiFault RateLimited(TimeSpan? retryAfter) => new(429, "RATE_LIMITED", "rate limit exceeded") { RetryAfter = retryAfter };

    public static ApiFault Internal() => new(500, "INTERNAL_ERROR", "The sandbox failed; its log says why.");

    /// <summary>A status that somebody asked for, with the code that the API documents for it.</summary>
    public static ApiFault OnDemand(int status) => new(
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

    public static ApiFault NotHandled(string operationId) => new(501, "NOT_IMPLEMENTED", $"The sandbox does not handle {operationId} yet.");
}
