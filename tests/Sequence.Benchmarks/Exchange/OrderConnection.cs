using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sequence.Benchmarks.Exchange;

/// <summary>One kept-alive connection that submits prepared orders and reads the answers, at next to no cost of its own.</summary>
internal sealed class OrderConnection : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthName = "Content-Length: "u8.ToArray();
    private static readonly byte[] Ok = "HTTP/1.1 200"u8.ToArray();

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly byte[] _buy;
    private readonly byte[] _sell;
    private bool _isSell;

    private OrderConnection(Uri address, string key)
    {
        _buy = Request(address, key, "buy");
        _sell = Request(address, key, "sell");
    }

    public static async Task<OrderConnection> OpenAsync(Uri address, string key)
    {
        var connection = new OrderConnection(address, key);
        await connection._tcp.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Buys and sells in turns, so that the account never runs out of either.</summary>
    public async Task SubmitAsync()
    {
        NetworkStream stream = _tcp.GetStream();
        await stream.WriteAsync(_isSell ? _sell : _buy);
        _isSell = !_isSell;
        int length = 0;
        while (!IsWhole(length))
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("The exchange closed the connection.");
            length += read;
        }

        if (!_buffer.AsSpan().StartsWith(Ok))
            throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, length));
    }

    public void Dispose() => _tcp.Dispose();

    private static byte[] Request(Uri address, string key, string side)
    {
        string body = $$"""{"symbol":"BTC-USD","side":"{{side}}","qty":0.001}""";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /v1/orders HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    private bool IsWhole(int length)
    {
        ReadOnlySpan<byte> seen = _buffer.AsSpan(0, length);
        int end = seen.IndexOf(HeadEnd);
        if (end < 0)
            return false;
        ReadOnlySpan<byte> value = seen[(seen.IndexOf(LengthName) + LengthName.Length)..end];
        int line = value.IndexOf((byte)'\r');
        int body = int.Parse(line < 0 ? value : value[..line], CultureInfo.InvariantCulture);
        return length >= end + HeadEnd.Length + body;
    }
}
