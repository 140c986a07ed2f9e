using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Recording;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Hosting;

/// <summary>The way of one request: request id, route, access, rate limit, handler, answer, with faults around them when there are any; whatever goes wrong becomes the documented envelope.</summary>
internal sealed partial class RequestPipeline(Router router, Keyring keyring, RateLimiterGate gate, StreamTickets tickets, RequestIds ids, FaultInjector faults, SessionRecorder? recorder, ILogger log)
{
    public async Task HandleAsync(HttpContext http)
    {
        string requestId = ids.For(http.Request);
        http.Response.Headers[RequestIds.Header] = requestId;
        try
        {
            RouteMatch match = router.Match(http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            Answer answer = match.Operation is null || faults.IsQuiet
                ? await AnswerAsync(http, match, requestId).ConfigureAwait(false)
                : await FaultedAsync(http, match, match.Operation, requestId).ConfigureAwait(false);
            await answer.SendAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
        }
        catch (BadHttpRequestException e)
        {
            await Answer.Refusal(ApiErrorException.Of(e), requestId).SendAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (faults.IsCalledOff)
        {
            http.Abort();
        }
        catch (Exception e)
        {
            LogFailure(log, http.Request.Method, http.Request.Path, requestId, e);
            http.Abort();
        }
    }

    // Apart from its caller, which would otherwise pay for the closure of every request.
    private Task<Answer> FaultedAsync(HttpContext http, RouteMatch match, Operation operation, string requestId) =>
        faults.AnswerAsync(http, operation.OperationId, requestId, () => AnswerAsync(http, match, requestId));

    private Task<Answer> AnswerAsync(HttpContext http, RouteMatch match, string requestId) => recorder is null
        ? HandleAsync(http, match, requestId)
        : recorder.AnswerAsync(http, requestId, match.Operation is { } operation ? BodyLimits.Of(operation.OperationId) : 0, () => HandleAsync(http, match, requestId));

    /// <summary>Whatever goes wrong is an answer too.</summary>
    private async Task<Answer> HandleAsync(HttpContext http, RouteMatch match, string requestId)
    {
        try
        {
            Operation operation = Find(http, match);
            Account? account = Admit(http.Request, operation);
            gate.Pass(account);
            var call = new ApiCall(http, account, requestId, BodyLimits.Of(operation.OperationId));
            if (!operation.IsHandled)
                throw ApiErrorException.NotHandled(operation.OperationId);
            return Answer.Of(await operation.Run(call).ConfigureAwait(false));
        }
        catch (RefusedException e)
        {
            return Answer.Refusal(ApiErrorException.Of(e.Refusal), requestId);
        }
        catch (ApiErrorException error)
        {
            if (error.RetryAfter is { } wait)
                http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Answer.Refusal(error, requestId);
        }
        catch (BadHttpRequestException e)
        {
            return Answer.Refusal(ApiErrorException.Of(e), requestId);
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            LogFailure(log, http.Request.Method, http.Request.Path, requestId, e);
            return Answer.Refusal(ApiErrorException.Internal(), requestId);
        }
    }

    private static Operation Find(HttpContext http, RouteMatch match)
    {
        HttpRequest request = http.Request;
        foreach ((string name, string value) in match.Values)
            request.RouteValues[name] = value;
        if (match.Operation is { } operation)
            return operation;
        if (match.OtherMethods.Count == 0)
            throw RefusedException.NotFound($"The API has no path {request.Path}.");
        string allowed = string.Join(", ", match.OtherMethods);
        http.Response.Headers.Allow = allowed;
        throw ApiErrorException.MethodNotAllowed($"{request.Path} takes {allowed}, not {request.Method}.");
    }

    private Account? Admit(HttpRequest request, Operation operation)
    {
        if (operation.Access == OperationAccess.Anonymous)
            return null;
        bool byTicket = operation.Access == OperationAccess.KeyOrTicket && !BearerKey.IsPresent(request);
        return byTicket && request.Query["ticket"].ToString() is { Length: > 0 } ticket ? tickets.Redeem(ticket) : BearerKey.Identify(request, keyring);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (request {RequestId})")]
    private static partial void LogFailure(ILogger logger, string method, PathString path, string requestId, Exception exception);
}
