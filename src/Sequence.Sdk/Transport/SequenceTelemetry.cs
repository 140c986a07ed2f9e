using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sequence.Sdk;

/// <summary>
/// The names under which the SDK reports to OpenTelemetry or any other listener, such as
/// <c>tracing.AddSource(SequenceTelemetry.ActivitySourceName)</c>. Nothing that is reported holds a key, a body or a text of the server.
/// </summary>
/// <remarks>
/// <para>One activity for each call, over all its attempts, named by the operation of the contract, of the kind <c>Client</c>. Tags:
/// <c>sequence.operation</c>, <c>server.address</c>, <c>server.port</c>, <c>http.request.method</c>, <c>http.response.status_code</c> (of the last answer, if one came),
/// <c>sequence.attempts</c>, <c>sequence.outcome</c> (<c>not_sent</c>, <c>refused</c>, <c>done</c> or <c>ambiguous</c>), and on failure, and when a success could not be read, <c>error.type</c>: the status, <c>timeout</c>, <c>cancelled</c>, or the kind of the error.</para>
/// <para>Log messages have the category <c>Sequence.Sdk</c>. Calls: 1 (debug) an attempt failed, 2 (information) another one follows, 3 (warning) the attempts are used up.</para>
/// <para>Connections of streams: 11 (information) one is open, 12 (warning) one ended, 13 (information) an attempt to reconnect follows, 14 (debug) it failed,
/// 15 (error) no attempt follows any more, 16 (warning) nothing is heard. Recovery: 17 (warning) where the account stood at the start could not be read,
/// 18 (warning) the account's list could not be read and is asked for again. 20 (error) a handler on a stream threw, 21 (error) a recording of a stream could not be written.</para>
/// </remarks>
public static class SequenceTelemetry
{
    /// <summary>The source of the activities: <c>Sequence.Sdk</c>.</summary>
    public const string ActivitySourceName = "Sequence.Sdk";

    /// <summary>The meter: <c>Sequence.Sdk</c>.</summary>
    public const string MeterName = "Sequence.Sdk";

    /// <summary>
    /// A histogram, in seconds: how long calls take from the first attempt until the last answer was read, waits included.
    /// Tags: <c>sequence.operation</c>, <c>http.response.status_code</c>, <c>error.type</c>.
    /// </summary>
    public const string CallDurationName = "sequence.client.call.duration";

    /// <summary>A counter: attempts after the first. Tag: <c>sequence.operation</c>.</summary>
    public const string RetriesName = "sequence.client.retries";

    /// <summary>A counter: how often a handler or an observer of a stream threw. Tag: <c>sequence.stream.handler</c>, the kind of the handler.</summary>
    public const string HandlerFailuresName = "sequence.client.stream.handler_failures";

    internal const string HandlerTag = "sequence.stream.handler";

    private static readonly string? Version = typeof(SequenceTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(MeterName, Version);

    internal static readonly ActivitySource Source = new(ActivitySourceName, Version);

    internal static readonly Histogram<double> CallDuration =
        Meter.CreateHistogram<double>(CallDurationName, "s", "Duration of calls, over all attempts.");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>(RetriesName, "{retry}", "Attempts after the first.");

    internal static readonly Counter<long> HandlerFailures =
        Meter.CreateCounter<long>(HandlerFailuresName, "{failure}", "Exceptions of handlers on streams.");
}
