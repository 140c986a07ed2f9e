using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Streaming;
using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Hosting;

/// <summary>The way of one request: request id, route, access, handler, answer; whatever goes wrong becomes the documented envelope.</summary>
internal sealed partial class RequestPipeline(Router router, Keyring keyring, StreamTickets tickets, RequestIds ids, ILogger log)
{
    public async Task HandleAsync(HttpContext http)
    {
        string requestId = ids.For(http.Request);
        http.Response.Headers[RequestIds.Header] = requestId;
        try
        {
            await RunAsync(http, requestId).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
        }
        catch (ApiFault fault)
        {
            await RefuseAsync(http, fault, requestId).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, ApiFault.BadRequest(e.Message), requestId).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailure(log, http.Request.Method, http.Request.Path, requestId, e);
            await RefuseAsync(http, ApiFault.Internal(), requestId).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext http, ApiFault fault, string requestId)
    {
        // After a switch to WebSocket, or in the middle of a body, there is no status left to set.
        if (http.Response.HasStarted)
            return Task.CompletedTask;
        http.Response.StatusCode = fault.Status;
        return WriteAsync(http, new ErrorEnvelope
        {
            Error = new ErrorBody
            {
                Code = fault.Code,
                Message = fault.Message,
                RequestId = requestId,
                Details = fault.Details.Count > 0 ? fault.Details : null,
            },
        });
    }

    private static Task WriteAsync(HttpContext http, object answer)
    {
        byte[] body = WireJson.Bytes(answer, WireJson.Rest);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private async Task RunAsync(HttpContext http, string requestId)
    {
        Operation operation = Find(http);
        var call = new ApiCall(http, Admit(http.Request, operation), requestId);
        if (!operation.IsHandled)
            throw ApiFault.NotHandled(operation.OperationId);
        if (await operation.Run(call).ConfigureAwait(false) is { } answer)
            await WriteAsync(http, answer).ConfigureAwait(false);
    }

    private Operation Find(HttpContext http)
    {
        HttpRequest request = http.Request;
        RouteMatch match = router.Match(request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        foreach ((string name, string value) in match.Values)
            request.RouteValues[name] = value;
        if (match.Operation is { } operation)
            return operation;
        if (match.OtherMethods.Count == 0)
            throw ApiFault.NotFound($"The API has no path {request.Path}.");
        string allowed = string.Join(", ", match.OtherMethods);
        http.Response.Headers.Allow = allowed;
        throw ApiFault.MethodNotAllowed($"{request.Path} takes {allowed}, not {request.Method}.");
    }

    private Account? Admit(HttpRequest request, Operation operation)
    {
        if (operation.Access == OperationAccess.Anonymous)
            return null;
        bool byTicket = operation.Access == OperationAccess.KeyOrTicket && !Keyring.HasKey(request);
        return byTicket && request.Query["ticket"].ToString() is { Length: > 0 } ticket ? tickets.Redeem(ticket) : keyring.Identify(request);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (request {RequestId})")]
    private static partial void LogFailure(ILogger logger, string method, PathString path, string requestId, Exception exception);
}
