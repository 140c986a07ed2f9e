using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>A bare WebSocket client: sends text, reads frames one at a time.</summary>
internal sealed class StreamClient : IDisposable
{
    // Real time: a frame that never comes must fail the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static Task<StreamClient> OpenAsync(SandboxExchange exchange, string key) => OpenAsync(exchange, "", key);

    public static Task<StreamClient> OpenAsync(SandboxExchange exchange, string query, string? key) => ConnectAsync(exchange, "/v1/stream" + query, key);

    public static async Task<StreamClient> ConnectAsync(SandboxExchange exchange, string path, string? key)
    {
        var client = new StreamClient();
        if (key is not null)
            client._socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client._socket.ConnectAsync(new Uri($"ws://{exchange.BaseAddress.Authority}{path}"), patience.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, patience.Token);
    }

    /// <summary>Subscribes, and gives the acknowledgement.</summary>
    public async Task<JObject> SubscribeAsync(params string[] topics)
    {
        await SendAsync(JsonConvert.SerializeObject(new { subscribe = topics }));
        return await ReadAsync();
    }

    /// <summary>The next frame; fails when the server closes instead.</summary>
    public async Task<JObject> ReadAsync() =>
        await ReadOrCloseAsync() is { } frame ? frame : throw new AssertionException($"The server closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");

    /// <summary>The next event: its channel and payload.</summary>
    public async Task<JToken> EventAsync(string channel)
    {
        JObject frame = await ReadAsync();
        Assert.That((string?)frame["channel"], Is.EqualTo(channel), frame.ToString());
        return frame["data"]!;
    }

    /// <summary>Proves that nothing else was sent: the answer to another command comes next.</summary>
    public async Task NothingMoreAsync()
    {
        await SendAsync("""{"unsubscribe": []}""");
        JObject frame = await ReadAsync();
        Assert.That(frame["subscribed"], Is.Not.Null, frame.ToString());
    }

    /// <summary>The next frame, null when the server closed.</summary>
    public async Task<JObject?> ReadOrCloseAsync() => await ReadTextAsync() is { } text ? (JObject)ExchangeTest.Parse(text) : null;

    /// <summary>The next frame as it came, null when the server closed.</summary>
    public async Task<string?> ReadTextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var text = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
    }

    public void Dispose() => _socket.Dispose();
}
