using Microsoft.AspNetCore.Http;
using Sequence.Exchange.Generation;
using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Http;

/// <summary>What goes back to the caller of one request.</summary>
/// <param name="Status">The HTTP status; 0 when the handler has answered by itself, such as a stream.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">Null when there is none.</param>
/// <param name="Deliver">Sends it in another way than whole and at once; null by default.</param>
internal readonly record struct Answer(int Status, string? ContentType = null, byte[]? Body = null, Func<HttpContext, Answer, Task>? Deliver = null)
{
    private const string Json = "application/json; charset=utf-8";

    public static Answer Of(object? body) => body is null ? default : new Answer(StatusCodes.Status200OK, Json, WireJson.Bytes(body, WireJson.Rest));

    /// <summary>The documented envelope.</summary>
    public static Answer Refusal(ApiErrorException fault, string requestId) => new(fault.Status, Json, WireJson.Bytes(
        new ErrorEnvelope
        {
            Error = new ErrorBody
            {
                Code = fault.Code,
                Message = fault.Message,
                RequestId = requestId,
                Details = fault.Details.Count > 0 ? fault.Details : null,
            },
        },
        WireJson.Rest));

    public Task SendAsync(HttpContext http)
    {
        if (Deliver is { } deliver)
            return deliver(http, this);
        // After a switch to WebSocket, or in the middle of a body, there is no status left to set.
        if (Status == 0 || http.Response.HasStarted)
            return Task.CompletedTask;
        Begin(http);
        return Body is null ? Task.CompletedTask : http.Response.Body.WriteAsync(Body, http.RequestAborted).AsTask();
    }

    /// <summary>Sets the status and the headers.</summary>
    public void Begin(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (Body is null)
            return;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
    }
}
