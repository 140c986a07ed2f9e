using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Streaming;

/// <summary>One client of server-sent events: a response that goes on until the client leaves, reads too slowly, or the exchange shuts down.</summary>
/// <param name="http">The request and its response.</param>
/// <param name="account">Whose events it may see.</param>
/// <param name="filter">Which of them it wants.</param>
/// <param name="backlog">How many events may wait.</param>
internal sealed class ServerEventSession(HttpContext http, Account account, EventFilter filter, int backlog)
{
    private readonly Outbox _outbox = new(backlog);

    public Account Account { get; } = account;

    /// <summary>Sends an event that passes the filter. A client that reads too slowly for it is cut off; it can come back and go on.</summary>
    public void Post(ServerEvent told)
    {
        if (!told.Scope.Passes(filter) || _outbox.Post(told.Frame))
            return;
        Close();
        http.Abort();
    }

    /// <summary>Sends what no client shows; one that was not sent yet is replaced.</summary>
    public void Comment(byte[] frame) => _outbox.PostLatest("comment", frame);

    /// <summary>Ends the response; what waits is dropped.</summary>
    public void Close() => _outbox.Close(WebSocketCloseStatus.NormalClosure, "");

    /// <summary>Serves the client until the response ends.</summary>
    public async Task RunAsync(ServerEventFeed feed)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await using CancellationTokenRegistration leaving = http.RequestAborted.UnsafeRegister(_ => Close(), null);
        feed.Enter(this, http.Request.Headers["Last-Event-ID"]);
        try
        {
            while (await _outbox.TakeAsync().ConfigureAwait(false) is { } frame)
            {
                await http.Response.Body.WriteAsync(frame, http.RequestAborted).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            }
        }
        finally
        {
            feed.Leave(this);
        }
    }
}
