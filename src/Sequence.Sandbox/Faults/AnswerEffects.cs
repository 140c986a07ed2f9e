using System.Globalization;
using System.Net;
using System.Text;

namespace Sequence.Sandbox.Faults;

/// <summary>The exchange refuses, in its envelope.</summary>
internal sealed class RefusalEffect(int status, TimeSpan? retryAfter) : AnswerEffect
{
    public override Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next)
    {
        if (retryAfter is { } wait)
            call.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Task.FromResult(Answer.Refusal(ApiErrorException.OnDemand(status), call.RequestId));
    }
}

/// <summary>Something in front of the exchange refuses, and knows nothing of JSON, codes or request ids.</summary>
internal sealed class GatewayPageEffect(int status) : AnswerEffect
{
    public override Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next)
    {
        call.Http.Response.Headers.Remove(RequestIds.Header);
        string title = $"{status} {(HttpStatusCode)status}";
        string page = $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n";
        return Task.FromResult(new Answer(status, "text/html", Encoding.ASCII.GetBytes(page)));
    }
}

/// <summary>The body is another one than the exchange gave.</summary>
internal sealed class RewriteEffect(Func<byte[], Random, byte[]> rewrite) : AnswerEffect
{
    public override async Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next)
    {
        Answer answer = await next().ConfigureAwait(false);
        return answer.Body is { } body ? answer with { Body = rewrite(body, call.Random) } : answer;
    }
}
