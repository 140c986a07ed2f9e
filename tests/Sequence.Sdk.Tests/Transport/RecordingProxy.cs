using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>A proxy on this machine that keeps the first line of everything that is sent to it, and refuses it.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public RecordingProxy()
    {
        _listener.Start();
        _loop = RunAsync();
    }

    public IReadOnlyList<string> Seen => [.. _seen];

    public WebProxy Proxy => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            using TcpClient connection = await _listener.AcceptTcpClientAsync(_stop.Token);
            NetworkStream stream = connection.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            _seen.Enqueue(await reader.ReadLineAsync(_stop.Token) ?? "");
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 502 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), _stop.Token);
        }
    }
}
