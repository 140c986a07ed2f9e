using System.Buffers;

namespace Sequence.Sdk;

/// <summary>Takes a body as it comes, into one buffer of the pool, which grows with what has come and never with what was announced.</summary>
internal sealed class BodySink : Stream
{
    private const int Smallest = 4 * 1024;

    /// <summary>A server may announce any length without sending it, so the first buffer is never larger.</summary>
    private const int LargestFirst = 64 * 1024;

    private readonly int _maxBytes;
    private byte[] _buffer;
    private int _length;

    /// <param name="announced">How long the server says the body is; null when it did not say. A hint for the first buffer, up to 64 KiB.</param>
    /// <param name="maxBytes">The most that is taken.</param>
    public BodySink(long? announced, int maxBytes)
    {
        _maxBytes = maxBytes;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced ?? Smallest, Smallest, LargestFirst));
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Hands the buffer over; the sink is empty then.</summary>
    public ArraySegment<byte> Take()
    {
        var taken = new ArraySegment<byte>(_buffer, 0, _length);
        (_buffer, _length) = ([], 0);
        return taken;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _maxBytes - _length)
            throw new BodyTooLongException(_maxBytes);
        int needed = _length + buffer.Length;
        if (needed > _buffer.Length)
            Grow(needed);
        buffer.CopyTo(_buffer.AsSpan(_length));
        _length = needed;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            GiveBack(Take().Array!);
        base.Dispose(disposing);
    }

    public static void GiveBack(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(2L * _buffer.Length, needed, Array.MaxLength));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        GiveBack(_buffer);
        _buffer = larger;
    }
}

/// <summary>A body is longer than the limit.</summary>
/// <param name="maxBytes">The limit, in bytes.</param>
internal sealed class BodyTooLongException(int maxBytes) : Exception(FormattableString.Invariant($"The body is longer than {maxBytes} bytes."));
