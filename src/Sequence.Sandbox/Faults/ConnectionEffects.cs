using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Faults;

/// <summary>The connection is gone, and there is no answer.</summary>
internal sealed class CutEffect : AnswerEffect
{
    public static readonly CutEffect Ended = new(http => http.Abort());
    public static readonly CutEffect Reset = new(Connection.Reset);

    private readonly Action<HttpContext> _cut;

    private CutEffect(Action<HttpContext> cut) => _cut = cut;

    public override Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next) => Task.FromResult(new Answer(0, Deliver: (http, _) =>
    {
        _cut(http);
        return Task.CompletedTask;
    }));
}

/// <summary>The answer is late, or the request is.</summary>
internal sealed class DelayEffect(TimeSpan delay) : AnswerEffect
{
    public override async Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next)
    {
        await call.Clock.WaitAsync(delay, call.Http.RequestAborted).ConfigureAwait(false);
        return await next().ConfigureAwait(false);
    }
}

/// <summary>Half of the body comes.</summary>
internal sealed class TruncateEffect : AnswerEffect
{
    public static readonly TruncateEffect Instance = new();

    public override async Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next) =>
        await next().ConfigureAwait(false) with { Deliver = SendHalfAsync };

    private static async Task SendHalfAsync(HttpContext http, Answer answer)
    {
        if (answer.Body is not { } body)
            return;
        answer.Begin(http);
        // The server ends the connection by itself when a body is shorter than its length; an abort could overtake what is still to be sent.
        await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), http.RequestAborted).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>The body comes byte by byte.</summary>
internal sealed class SlowBodyEffect(TimeSpan delay) : AnswerEffect
{
    public override async Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next) =>
        await next().ConfigureAwait(false) with { Deliver = (_, answer) => SendSlowlyAsync(call, answer) };

    private async Task SendSlowlyAsync(FaultedCall call, Answer answer)
    {
        if (answer.Body is not { } body)
            return;
        answer.Begin(call.Http);
        for (int i = 0; i < body.Length; i++)
        {
            await call.Clock.WaitAsync(delay * i / Math.Max(1, body.Length - 1), call.Http.RequestAborted).ConfigureAwait(false);
            await call.Http.Response.Body.WriteAsync(body.AsMemory(i, 1), call.Http.RequestAborted).ConfigureAwait(false);
            await call.Http.Response.Body.FlushAsync(call.Http.RequestAborted).ConfigureAwait(false);
        }
    }
}

/// <summary>The TCP connection of a request.</summary>
internal static class Connection
{
    /// <summary>Sends RST instead of FIN: without lingering, what waits is thrown away.</summary>
    public static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        http.Abort();
    }
}
