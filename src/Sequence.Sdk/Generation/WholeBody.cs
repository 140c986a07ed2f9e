namespace Sequence.Sdk;

/// <summary>A body that has come in full.</summary>
internal sealed class WholeBody(byte[] bytes) : ByteArrayContent(bytes)
{
    /// <summary>The body itself, not a copy.</summary>
    public byte[] Bytes { get; } = bytes;

    public static async Task<byte[]> BytesOfAsync(HttpContent content, CancellationToken cancellationToken) =>
        content is WholeBody whole ? whole.Bytes : await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
}
