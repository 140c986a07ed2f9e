using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>A real socket on this machine that reads one request after the other and answers each with raw bytes; then it closes, or holds the connection.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _answer;
    private readonly bool _closes;
    private readonly Task _loop;
    private int _requests;

    public LoopbackServer(string answer, bool closes = true) : this(Encoding.UTF8.GetBytes(answer), closes)
    {
    }

    /// <summary>A success with a body of bytes.</summary>
    public LoopbackServer(byte[] body, string headers)
        : this([.. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body], closes: true)
    {
    }

    private LoopbackServer(byte[] answer, bool closes)
    {
        _answer = answer;
        _closes = closes;
        _listener.Start();
        _loop = RunAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Done once the first answer is written.</summary>
    public Task Answered => _answered.Task;

    /// <summary>A complete answer with a body.</summary>
    public static string Http(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public SequenceClient NewClient(TimeProvider? time = null) =>
        new(TestKeys.Live, new SequenceClientOptions { BaseAddress = Address, TimeProvider = time ?? TimeProvider.System, MaxRetries = 0 });

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
            await ReadRequestAsync(stream);
            Interlocked.Increment(ref _requests);
            await stream.WriteAsync(_answer, _stop.Token);
            await stream.FlushAsync(_stop.Token);
            _answered.TrySetResult();
            if (!_closes)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) > 0)
            head.Append((char)one[0]);
        const string Length = "Content-Length: ";
        int at = head.ToString().IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
            await stream.ReadExactlyAsync(new byte[int.Parse(head.ToString()[(at + Length.Length)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture)], _stop.Token);
    }
}
