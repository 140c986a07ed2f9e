using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Sequence.Sandbox.Hosting;

/// <summary>One line for each request when it is over, at level Information: without its query, which can hold a ticket, and without anything that looks like a key.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger log)
{
    public Task HandleAsync(HttpContext http) => log.IsEnabled(LogLevel.Information) ? LogAsync(http) : next(http);

    private async Task LogAsync(HttpContext http)
    {
        try
        {
            await next(http).ConfigureAwait(false);
        }
        finally
        {
            string path = WithoutKeys(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]);
            string id = WithoutKeys(http.Response.Headers[RequestIds.Header].ToString());
            LogRequest(log, http.Request.Method, path, http.Response.StatusCode, id);
        }
    }

    private static string WithoutKeys(string text) => Key().Replace(text, "seq_…");

    [GeneratedRegex("(seq_live_|seq_test_|wst_)[0-9a-zA-Z]+")]
    private static partial Regex Key();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} (request {RequestId})")]
    private static partial void LogRequest(ILogger logger, string method, string path, int status, string requestId);
}
