namespace Sequence.Sdk;

/// <summary>A body that has come in full, in a buffer that goes back to the pool with the answer: a page of markets is too large to be allocated anew each time.</summary>
internal sealed class BufferedContent : ByteArrayContent
{
    private readonly int _length;
    private byte[]? _buffer;

    private BufferedContent(ArraySegment<byte> body) : base(body.Array!, body.Offset, body.Count)
    {
        _buffer = body.Array;
        _length = body.Count;
    }

    public static BufferedContent Empty => new(ArraySegment<byte>.Empty);

    /// <summary>Reads to the end; what breaks off throws.</summary>
    /// <param name="content">The body, decoded.</param>
    /// <param name="maxBytes">The most bytes that it may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BodyTooLongException">More came, or was announced.</exception>
    public static async Task<BufferedContent> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
            throw new BodyTooLongException(maxBytes);
        using var sink = new BodySink(content.Headers.ContentLength, maxBytes);
        await content.CopyToAsync(sink, cancellationToken).ConfigureAwait(false);
        return new BufferedContent(sink.Take());
    }

    /// <summary>The bytes, which are valid until the content is disposed.</summary>
    public static async Task<ReadOnlyMemory<byte>> BytesOfAsync(HttpContent content, CancellationToken cancellationToken) =>
        content is BufferedContent { _buffer: { } buffer } whole
            ? buffer.AsMemory(0, whole._length)
            : await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _buffer, null) is { } buffer)
            BodySink.GiveBack(buffer);
        base.Dispose(disposing);
    }
}
