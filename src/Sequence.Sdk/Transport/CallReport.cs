using System.Diagnostics;
using System.Globalization;

namespace Sequence.Sdk.Transport;

/// <summary>
/// What is reported of one call over all its attempts: an activity and a duration. It begins with the request and ends when the answer was read,
/// so that an answer that nobody can read is no success.
/// </summary>
internal sealed class CallReport
{
    private const string OperationTag = "sequence.operation";

    private readonly HttpRequestMessage _request;
    private readonly Uri _server;
    private readonly TimeProvider _time;
    private readonly string _operation;
    private readonly Activity? _activity;
    private readonly long _began;

    public CallReport(HttpRequestMessage request, Uri server, TimeProvider time)
    {
        _request = request;
        _server = server;
        _time = time;
        _operation = RawCall.Of(request)?.OperationId ?? request.Method.Method;
        _activity = SequenceTelemetry.Source.StartActivity(_operation, ActivityKind.Client);
        _began = time.GetTimestamp();
    }

    /// <param name="context">What became of the call.</param>
    /// <param name="error">Why there is no result; null for a success.</param>
    public void End(CallContext context, Exception? error)
    {
        string? failure = error is null ? null : KindOf(error, context);
        Measure(context, failure);
        if (_activity is null)
            return;
        Fill(_activity, context, failure);
        _activity.Dispose();
    }

    private static string KindOf(Exception e, CallContext context) => e switch
    {
        SequenceApiException api => api.Status.ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => context.Left <= TimeSpan.Zero ? "timeout" : "cancelled",
        HttpRequestException http => http.HttpRequestError.ToString(),
        _ => e.GetType().Name,
    };

    private void Measure(CallContext context, string? failure)
    {
        TagList tags = new() { { OperationTag, _operation } };
        if (context.Attempts > 1)
            SequenceTelemetry.Retries.Add(context.Attempts - 1, tags);
        if (!SequenceTelemetry.CallDuration.Enabled)
            return;
        if (context.Status is int status)
            tags.Add("http.response.status_code", status);
        if (failure is not null)
            tags.Add("error.type", failure);
        SequenceTelemetry.CallDuration.Record(_time.GetElapsedTime(_began).TotalSeconds, tags);
    }

    private void Fill(Activity activity, CallContext context, string? failure)
    {
        activity.SetTag(OperationTag, _operation);
        activity.SetTag("server.address", _server.Host);
        activity.SetTag("server.port", _server.Port);
        activity.SetTag("http.request.method", _request.Method.Method);
        activity.SetTag("sequence.attempts", context.Attempts);
        if (context.Status is int status)
            activity.SetTag("http.response.status_code", status);
        if (failure is null)
            return;
        activity.SetTag("error.type", failure);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
