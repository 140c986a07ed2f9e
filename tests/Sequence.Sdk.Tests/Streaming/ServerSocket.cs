using System.Buffers.Binary;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>The server's end of one connection, frame by frame, so that a test can send what no library would.</summary>
internal sealed class ServerSocket(Stream stream, Action abort)
{
    public const int Continuation = 0;
    public const int Text = 1;
    public const int Binary = 2;
    public const int CloseCode = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private int _isAborted;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the test is done with the connection.</summary>
    public Task Released => _released.Task;

    /// <summary>Cuts the connection without a goodbye.</summary>
    public void Abort()
    {
        // Once released, the connection is the server's to clean up.
        if (Interlocked.Exchange(ref _isAborted, 1) != 0)
            return;
        abort();
        _released.TrySetResult();
    }

    public Task SendAsync(string text) => WriteAsync(Text, fin: true, Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(int opcode, bool fin, ReadOnlyMemory<byte> payload)
    {
        byte[] head = new byte[10];
        head[0] = (byte)((fin ? 0x80 : 0) | opcode);
        int size = 2;
        if (payload.Length < 126)
        {
            head[1] = (byte)payload.Length;
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            head[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)payload.Length);
            size = 4;
        }
        else
        {
            head[1] = 127;
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), payload.Length);
            size = 10;
        }

        await stream.WriteAsync(head.AsMemory(0, size));
        await stream.WriteAsync(payload);
        await stream.FlushAsync();
    }

    /// <summary>The client's next frame.</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] head = new byte[8];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
        int opcode = head[0] & 0x0F;
        int length = head[1] & 0x7F;
        if (length == 126)
        {
            await stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
            length = BinaryPrimitives.ReadUInt16BigEndian(head);
        }

        byte[] mask = new byte[4];
        await stream.ReadExactlyAsync(mask, cancellationToken);
        byte[] payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellationToken);
        for (int i = 0; i < length; i++)
            payload[i] ^= mask[i % 4];
        return (opcode, payload);
    }

    /// <summary>The topics of the client's subscription.</summary>
    public Task<string[]> ReadSubscriptionAsync(CancellationToken cancellationToken) => ReadCommandAsync("subscribe", cancellationToken);

    /// <summary>The topics of the client's next command, which must be this one.</summary>
    public async Task<string[]> ReadCommandAsync(string name, CancellationToken cancellationToken)
    {
        (int opcode, byte[] payload) = await ReadAsync(cancellationToken);
        Assert.That(opcode, Is.EqualTo(Text));
        JObject command = JObject.Parse(Encoding.UTF8.GetString(payload));
        Assert.That(string.Join(' ', command.Properties().Select(p => p.Name)), Is.EqualTo(name));
        return [.. command[name]!.Values<string>()!];
    }

    /// <summary>Takes an unsubscription.</summary>
    public async Task<string[]> TakeUnsubscriptionAsync(CancellationToken cancellationToken)
    {
        string[] topics = await ReadCommandAsync("unsubscribe", cancellationToken);
        await SendAsync("""{"subscribed":[],"rejected":[]}""");
        return topics;
    }

    /// <summary>Takes the subscription whole.</summary>
    public async Task<string[]> TakeSubscriptionAsync(CancellationToken cancellationToken)
    {
        string[] topics = await ReadSubscriptionAsync(cancellationToken);
        await SendAsync(new JObject { ["subscribed"] = new JArray(topics), ["rejected"] = new JArray() }.ToString());
        return topics;
    }

    /// <summary>Returns when the client has read everything that was sent before.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(Ping, fin: true, "sync"u8.ToArray());
        while ((await ReadAsync(cancellationToken)).Opcode != Pong)
        {
        }
    }

    public async Task CloseAsync(int code, string reason)
    {
        byte[] payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        await WriteAsync(CloseCode, fin: true, payload);
    }

    /// <summary>The close code of the client's goodbye.</summary>
    public async Task<int> ReadCloseAsync(CancellationToken cancellationToken)
    {
        (int opcode, byte[] payload) = await ReadAsync(cancellationToken);
        Assert.That(opcode, Is.EqualTo(CloseCode));
        return BinaryPrimitives.ReadUInt16BigEndian(payload);
    }
}
