using System.Net.Sockets;
using System.Text;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>One TCP connection and the bytes on it: what no client library smooths over.</summary>
internal sealed class RawConnection : IDisposable
{
    // Real time: what never comes must fail the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private NetworkStream _stream = null!;

    /// <summary>How the connection ended.</summary>
    internal enum Ending
    {
        /// <summary>With FIN.</summary>
        Closed,

        /// <summary>With RST.</summary>
        Reset,
    }

    public static async Task<RawConnection> OpenAsync(SandboxExchange exchange)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(exchange.BaseAddress.Host, exchange.BaseAddress.Port);
        connection._stream = connection._client.GetStream();
        return connection;
    }

    /// <summary>Sends one HTTP request.</summary>
    public Task RequestAsync(string method, string path, string key, string body = "", string headers = "") => SendAsync(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Asks for a WebSocket and waits until it is open.</summary>
    public async Task UpgradeAsync(string path, string key)
    {
        await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(one).AsTask().WaitAsync(Patience);
            head.Append((char)one[0]);
        }

        NUnit.Framework.Assert.That(head.ToString(), NUnit.Framework.Does.StartWith("HTTP/1.1 101"));
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Everything up to the end of the connection.</summary>
    public async Task<(byte[] Bytes, Ending Ending)> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(buffer).AsTask().WaitAsync(Patience) is > 0 and var count)
                all.Write(buffer, 0, count);
            return (all.ToArray(), Ending.Closed);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return (all.ToArray(), Ending.Reset);
        }
    }

    /// <summary>The bytes that come next.</summary>
    public async Task<byte[]> ReadAsync()
    {
        byte[] buffer = new byte[4096];
        return buffer[..await _stream.ReadAsync(buffer).AsTask().WaitAsync(Patience)];
    }

    public void Dispose() => _client.Dispose();
}
