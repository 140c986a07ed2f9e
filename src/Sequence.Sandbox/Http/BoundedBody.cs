using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Http;

/// <summary>Reads bodies into memory up to a limit, so that a caller cannot make the exchange hold more.</summary>
internal static class BoundedBody
{
    private const int PartSize = 16 * 1024;

    /// <summary>Reads a body that must not be larger than the limit. One whose length says that it is, is not read at all.</summary>
    /// <exception cref="ApiErrorException">413: it is larger.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw ApiErrorException.TooLarge(limit);
        MemoryStream body = await ReadStartAsync(request, limit).ConfigureAwait(false);
        return body.Length > limit ? throw ApiErrorException.TooLarge(limit) : body;
    }

    /// <summary>Reads a body up to the limit; of a larger one, the limit and at least one byte more.</summary>
    public static async Task<MemoryStream> ReadStartAsync(HttpRequest request, int limit)
    {
        var body = new MemoryStream();
        byte[] part = ArrayPool<byte>.Shared.Rent(PartSize);
        try
        {
            while (body.Length <= limit && await request.Body.ReadAsync(part, request.HttpContext.RequestAborted).ConfigureAwait(false) is > 0 and var count)
                body.Write(part, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }

        body.Position = 0;
        return body;
    }
}
