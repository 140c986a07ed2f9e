using System.Diagnostics;
using System.Globalization;

namespace Sequence.Sdk.Transport;

/// <summary>Reports each call once, over all its attempts: an activity and a duration.</summary>
internal sealed class TelemetryHandler(TimeProvider time, Uri server) : DelegatingHandler
{
    private const string OperationTag = "sequence.operation";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallScope scope = CallScope.Current;
        string operation = RawCall.Of(request)?.OperationId ?? request.Method.Method;
        using Activity? activity = SequenceTelemetry.Source.StartActivity(operation, ActivityKind.Client);
        long began = time.GetTimestamp();
        string? failure = null;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = KindOf(e, scope);
            throw;
        }
        finally
        {
            if (activity is not null)
                Fill(activity, request, operation, scope, failure);
            Measure(operation, scope, time.GetElapsedTime(began), failure);
        }
    }

    private static void Measure(string operation, CallScope scope, TimeSpan duration, string? failure)
    {
        TagList tags = new() { { OperationTag, operation } };
        if (scope.Attempts > 1)
            SequenceTelemetry.Retries.Add(scope.Attempts - 1, tags);
        if (!SequenceTelemetry.CallDuration.Enabled)
            return;
        if (scope.Status is int status)
            tags.Add("http.response.status_code", status);
        if (failure is not null)
            tags.Add("error.type", failure);
        SequenceTelemetry.CallDuration.Record(duration.TotalSeconds, tags);
    }

    private static string KindOf(Exception e, CallScope scope) => e switch
    {
        SequenceApiException api => api.Status.ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => scope.Left <= TimeSpan.Zero ? "timeout" : "cancelled",
        HttpRequestException http => http.HttpRequestError.ToString(),
        _ => e.GetType().Name,
    };

    private void Fill(Activity activity, HttpRequestMessage request, string operation, CallScope scope, string? failure)
    {
        activity.SetTag(OperationTag, operation);
        activity.SetTag("server.address", server.Host);
        activity.SetTag("server.port", server.Port);
        activity.SetTag("http.request.method", request.Method.Method);
        activity.SetTag("sequence.attempts", scope.Attempts);
        if (scope.Status is int status)
            activity.SetTag("http.response.status_code", status);
        if (failure is null)
            return;
        activity.SetTag("error.type", failure);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
