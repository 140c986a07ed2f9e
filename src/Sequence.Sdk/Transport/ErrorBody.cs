using System.Text;

namespace Sequence.Sdk.Transport;

/// <summary>Reads the body of an error: the start of it, and of one that breaks off what came, since the status alone says enough.</summary>
internal static class ErrorBody
{
    /// <summary>More of an error body than this is never looked at.</summary>
    private const int MaxLength = 64 * 1024;

    /// <param name="content">The body, decoded.</param>
    /// <param name="maxBytes">The most that is read, when it is less than 64 KiB; the rest is thrown away.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<byte[]> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Min(maxBytes, MaxLength)];
        int length = 0;
        try
        {
            using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                length += read;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Broken off, or compressed wrongly.
        }

        return buffer[..length];
    }

    public static string TextOf(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
}
