using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Streaming;

/// <summary>What the connections of streams log, under the category <c>Sequence.Sdk</c>. Neither keys nor payloads nor texts of the server.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(11, LogLevel.Information, "{Operation}: connection {Connection} is open")]
    public static partial void Connected(ILogger logger, string operation, int connection);

    [LoggerMessage(12, LogLevel.Warning, "{Operation}: connection {Connection} ended ({Reason})")]
    public static partial void Lost(ILogger logger, string operation, int connection, string reason);

    [LoggerMessage(13, LogLevel.Information, "{Operation}: attempt {Attempt} to reconnect follows in {WaitMs} ms")]
    public static partial void Reconnects(ILogger logger, string operation, int attempt, double waitMs);

    [LoggerMessage(14, LogLevel.Debug, "{Operation}: attempt {Attempt} to reconnect failed ({Reason})")]
    public static partial void AttemptFailed(ILogger logger, string operation, int attempt, string reason);

    [LoggerMessage(15, LogLevel.Error, "{Operation}: over, since no further attempt can help ({Reason})")]
    public static partial void Over(ILogger logger, string operation, string reason);

    [LoggerMessage(16, LogLevel.Warning, "{Operation}: nothing heard on connection {Connection} for {SilenceMs} ms")]
    public static partial void Silent(ILogger logger, string operation, int connection, double silenceMs);

    [LoggerMessage(17, LogLevel.Warning, "{Topic}: where the account stood at the start could not be read ({Reason})")]
    public static partial void NotAnchored(ILogger logger, string topic, string reason);

    [LoggerMessage(18, LogLevel.Warning, "{Topic}: the account's list could not be read, and is asked for again ({Reason})")]
    public static partial void NotRecovered(ILogger logger, string topic, string reason);

    [LoggerMessage(20, LogLevel.Error, "{Handler}: a handler on a stream threw; it stays subscribed")]
    public static partial void HandlerFailed(ILogger logger, string handler, Exception failure);

    [LoggerMessage(21, LogLevel.Error, "A recording of a stream could not be written to its end")]
    public static partial void RecordingFailed(ILogger logger, Exception failure);
}
