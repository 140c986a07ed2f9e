using System.Globalization;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>HTTP over one connection that sends a target as it is; a client library would put it in order first.</summary>
internal sealed class RawHttp(SandboxExchange exchange, string key) : IDisposable
{
    // Real time: an answer that never comes must fail the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TcpClient? _client;
    private NetworkStream? _stream;

    /// <param name="method">The verb.</param>
    /// <param name="target">The target as it stands in the request line.</param>
    /// <param name="type">The content type; empty for none.</param>
    /// <param name="body">The body.</param>
    /// <param name="host">The name by which the request comes.</param>
    /// <param name="headers">Other header lines, each with its line end.</param>
    public async Task<RawAnswer> SendAsync(string method, string target, string type, byte[] body, string host = "localhost", string headers = "")
    {
        string contentType = type.Length > 0 ? $"Content-Type: {type}\r\n" : "";
        byte[] head = Encoding.Latin1.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Authorization: Bearer {key}\r\n{contentType}Content-Length: {body.Length}\r\n\r\n");
        if (_stream is null)
        {
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(exchange.BaseAddress.Host, exchange.BaseAddress.Port);
            _stream = _client.GetStream();
        }

        await _stream.WriteAsync(head.Concat(body).ToArray());
        RawAnswer answer = await ReadAsync(_stream).WaitAsync(Patience);
        if (answer.IsEndless || answer.Head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
            Dispose();
        return answer;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _stream = null;
    }

    private static async Task<RawAnswer> ReadAsync(NetworkStream stream)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int end;
        while ((end = Encoding.Latin1.GetString(all.ToArray()).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            all.Write(buffer, 0, await ReadSomeAsync(stream, buffer));
        string head = Encoding.Latin1.GetString(all.ToArray(), 0, end);
        string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        if (length is null)
            return new RawAnswer(StatusOf(head), head, "", IsEndless: true);
        int total = end + 4 + int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
        while (all.Length < total)
            all.Write(buffer, 0, await ReadSomeAsync(stream, buffer));
        return new RawAnswer(StatusOf(head), head, Encoding.UTF8.GetString(all.ToArray(), end + 4, total - end - 4));
    }

    private static async Task<int> ReadSomeAsync(NetworkStream stream, byte[] buffer)
    {
        int count = await stream.ReadAsync(buffer);
        Assert.That(count, Is.GreaterThan(0), "the connection ended without an answer");
        return count;
    }

    private static int StatusOf(string head) => int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture);
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">Empty for a stream of events.</param>
/// <param name="IsEndless">The body has no length: a stream of events.</param>
internal sealed record RawAnswer(int Status, string Head, string Body, bool IsEndless = false);
