using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Tests.ServerSentEvents;

/// <summary>An HTTP server on loopback that hands every request to the test.</summary>
internal sealed class EventServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<EventExchange> _requests = Channel.CreateUnbounded<EventExchange>();

    private EventServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public int Requests { get; private set; }

    public static async Task<EventServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        WebApplication app = builder.Build();
        var server = new EventServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public async Task<EventExchange> NextAsync(CancellationToken cancellationToken) => await _requests.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var exchange = new EventExchange(context);
        Requests++;
        await _requests.Writer.WriteAsync(exchange);
        await exchange.Done;
    }
}

/// <summary>One request and the answer that the test gives to it.</summary>
internal sealed class EventExchange
{
    private readonly HttpContext _context;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventExchange(HttpContext context)
    {
        _context = context;
        context.RequestAborted.Register(() =>
        {
            _closed.TrySetResult();
            _done.TrySetResult();
        });
    }

    public Task Done => _done.Task;

    /// <summary>Ends when the client hangs up.</summary>
    public Task Closed => _closed.Task;

    public string? LastEventId => _context.Request.Headers.TryGetValue("Last-Event-ID", out Microsoft.Extensions.Primitives.StringValues id) ? (string?)id : null;

    public async Task<EventExchange> OpenAsync(string text = "")
    {
        _context.Response.ContentType = "text/event-stream; charset=utf-8";
        await _context.Response.StartAsync();
        await SendAsync(text);
        return this;
    }

    public Task SendAsync(string text) => SendAsync(System.Text.Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _context.Response.Body.WriteAsync(bytes);
        await _context.Response.Body.FlushAsync();
    }

    public async Task AnswerAsync(int status, string contentType = "application/json", string body = "{}")
    {
        _context.Response.StatusCode = status;
        _context.Response.ContentType = contentType;
        await _context.Response.WriteAsync(body);
        End();
    }

    public void End() => _done.TrySetResult();

    public void Abort() => _context.Abort();
}
