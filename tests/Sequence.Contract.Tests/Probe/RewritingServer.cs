using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sequence.Contract.Tests.Probe;

/// <summary>An answer on its way through the server.</summary>
/// <param name="Request">Verb, path and query as they were asked.</param>
/// <param name="Sent">The body that was sent.</param>
/// <param name="Status">The status that goes out.</param>
/// <param name="MediaType">The content type that goes out.</param>
/// <param name="Body">The body that goes out.</param>
internal sealed record PassingAnswer(string Request, string Sent, int Status, string MediaType, string Body)
{
    /// <summary>The Retry-After header in seconds; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Nothing follows the body, and the answer does not end either.</summary>
    public bool IsEndless { get; init; }
}

/// <summary>Stands in front of an exchange and changes its answers; its sockets say what a test tells them to.</summary>
internal sealed class RewritingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _behind;

    private RewritingServer(WebApplication app, HttpClient behind)
    {
        _app = app;
        _behind = behind;
    }

    public Uri BaseAddress => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="behind">The exchange.</param>
    /// <param name="rewrite">Changes an answer, or gives it as it is.</param>
    /// <param name="frames">The frames of a socket: path, and what the client said (empty on opening); null for no sockets at all.</param>
    public static async Task<RewritingServer> StartAsync(
        Uri behind, Func<PassingAnswer, PassingAnswer> rewrite, Func<string, string, IEnumerable<string>>? frames = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.UseWebSockets();
        var server = new RewritingServer(app, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = behind });
        app.Run(http => http.WebSockets.IsWebSocketRequest ? TalkAsync(http, frames) : server.PassAsync(http, rewrite));
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _behind.Dispose();
    }

    private static async Task TalkAsync(HttpContext http, Func<string, string, IEnumerable<string>>? frames)
    {
        if (frames is null)
        {
            http.Response.StatusCode = 501;
            return;
        }

        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        await SendAsync(socket, frames(http.Request.Path, ""));
        byte[] buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: WebSocketMessageType.Text } part)
            await SendAsync(socket, frames(http.Request.Path, Encoding.UTF8.GetString(buffer, 0, part.Count)));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
    }

    private static async Task SendAsync(WebSocket socket, IEnumerable<string> frames)
    {
        foreach (string frame in frames)
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task PassAsync(HttpContext http, Func<PassingAnswer, PassingAnswer> rewrite)
    {
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var reader = new StreamReader(http.Request.Body);
        string sent = await reader.ReadToEndAsync();
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), target);
        if (http.Request.Headers.Authorization.ToString() is { Length: > 0 } key)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(key);
        request.Headers.Add("X-Request-Id", http.Request.Headers["X-Request-Id"].ToString());
        if (sent.Length > 0)
            request.Content = new StringContent(sent, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _behind.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        // Server-sent events do not end; the test says what comes in their place.
        string type = answer.Content.Headers.ContentType?.MediaType ?? "application/json";
        string body = type == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(http.RequestAborted);
        PassingAnswer passing = rewrite(new PassingAnswer($"{http.Request.Method} {target}", sent, (int)answer.StatusCode, type, body));
        http.Response.StatusCode = passing.Status;
        http.Response.ContentType = passing.MediaType;
        if (passing.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.WriteAsync(passing.Body);
        if (passing.IsEndless)
            await StayAsync(http);
    }

    private static async Task StayAsync(HttpContext http)
    {
        await http.Response.Body.FlushAsync(http.RequestAborted);
        var left = new TaskCompletionSource();
        await using CancellationTokenRegistration leaving = http.RequestAborted.UnsafeRegister(_ => left.SetResult(), null);
        await left.Task;
    }
}
