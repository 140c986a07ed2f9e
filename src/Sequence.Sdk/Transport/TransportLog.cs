using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Transport;

/// <summary>What the transport logs, under the category <c>Sequence.Sdk</c>. Neither keys nor bodies nor texts of the server.</summary>
internal static partial class TransportLog
{
    public const string Category = "Sequence.Sdk";

    [LoggerMessage(1, LogLevel.Debug, "{Operation}: attempt {Attempt} failed ({Reason}), request {RequestId}")]
    public static partial void AttemptFailed(ILogger logger, string operation, int attempt, string reason, string? requestId);

    [LoggerMessage(2, LogLevel.Information, "{Operation}: attempt {Attempt} follows in {WaitMs} ms, request {RequestId}")]
    public static partial void Retries(ILogger logger, string operation, int attempt, double waitMs, string? requestId);

    [LoggerMessage(3, LogLevel.Warning, "{Operation}: gave up after {Attempts} attempts ({Reason}), request {RequestId}")]
    public static partial void GaveUp(ILogger logger, string operation, int attempts, string reason, string? requestId);
}
