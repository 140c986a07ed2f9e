namespace Sequence.Sdk.Streaming;

/// <summary>Ends a stream of server-sent events whose event, or line, is longer than a limit: the parser would keep all of it in memory.</summary>
/// <param name="inner">The body.</param>
/// <param name="maxBytes">The most bytes between two blank lines.</param>
internal sealed class EventSizeStream(Stream inner, int maxBytes) : Stream
{
    private long _length;
    private bool _isLineEmpty = true;
    private bool _isAfterReturn;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A blank line ends an event; a line ends with a line feed, a carriage return, or both.</summary>
    private void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            _length++;
            bool isEnd = b == '\r' || (b == '\n' && !_isAfterReturn);
            if (isEnd && _isLineEmpty)
                _length = 0;
            if (isEnd)
                _isLineEmpty = true;
            else if (b != '\n')
                _isLineEmpty = false;
            _isAfterReturn = b == '\r';
            if (_length > maxBytes)
                throw TooLong();
        }
    }

    private SequenceDeserializationException TooLong() => new(
        FormattableString.Invariant($"A server-sent event is too long: {nameof(SequenceClientOptions.MaxResponseBytes)} is {maxBytes}."),
        string.Empty,
        retryability: Retryability.AfterBackoff);
}
