using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>A WebSocket server on loopback that does what the test says: each connection is handed to the test, or refused with a status.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private static readonly string[] Paths = ["/v1/stream", "/v1/ws/new_markets", "/v1/ws/market_resolved"];

    private readonly WebApplication _app;
    private readonly Channel<ServerSocket> _accepted = Channel.CreateUnbounded<ServerSocket>();
    private readonly ConcurrentQueue<Func<HttpContext, bool>> _refusals = new();

    private readonly ConcurrentBag<ServerSocket> _sockets = [];
    private readonly ConcurrentDictionary<string, int> _reads = new();

    private StreamServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The headers of every request so far.</summary>
    public ConcurrentQueue<IHeaderDictionary> Requests { get; } = new();

    /// <summary>The opening requests so far, without secrets.</summary>
    public ConcurrentQueue<RecordedRequest> Handshakes { get; } = new();

    public static async Task<StreamServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        WebApplication app = builder.Build();
        var server = new StreamServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>How many sockets were opened.</summary>
    public int Connections => _sockets.Count;

    /// <summary>What ordinary calls get, by their path.</summary>
    public ConcurrentDictionary<string, Func<HttpRequest, string>> Answers { get; } = new();

    /// <summary>How many ordinary calls came for a path.</summary>
    public int Reads(string path) => _reads.GetValueOrDefault(path);

    /// <summary>The next connection is refused; several refusals stand in line.</summary>
    public void RefuseNext(int status, Uri? location = null, string? retryAfter = null) => _refusals.Enqueue(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        context.Response.Headers["X-Request-Id"] = "request-of-the-server";
        if (location is not null)
            context.Response.Headers.Location = location.ToString();
        return true;
    });

    public async Task<ServerSocket> AcceptAsync(CancellationToken cancellationToken) => await _accepted.Reader.ReadAsync(cancellationToken);

    /// <summary>Cuts every connection.</summary>
    public void AbortAll()
    {
        foreach (ServerSocket socket in _sockets)
            socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        AbortAll();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Headers);
        Handshakes.Enqueue(RecordedRequest.FromHandshake(context.Request));
        if (Answers.TryGetValue(context.Request.Path.Value!, out Func<HttpRequest, string>? answer))
        {
            _reads.AddOrUpdate(context.Request.Path.Value!, 1, (_, count) => count + 1);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer(context.Request));
            return;
        }

        if (Paths.Contains(context.Request.Path.Value) && _refusals.TryDequeue(out Func<HttpContext, bool>? refuse) && refuse(context))
            return;
        if (!Paths.Contains(context.Request.Path.Value) || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = AcceptKey(context.Request.Headers.SecWebSocketKey.ToString());
        await using Stream stream = await upgrade.UpgradeAsync();
        var socket = new ServerSocket(stream, context.Abort);
        _sockets.Add(socket);
        await _accepted.Writer.WriteAsync(socket);
        await socket.Released;
    }

    // SHA-1 and the fixed text are the protocol's (RFC 6455, section 1.3).
#pragma warning disable CA5350
    private static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}
