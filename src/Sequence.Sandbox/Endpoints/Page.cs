namespace Sequence.Sandbox.Endpoints;

/// <summary>A part of a list, as the caller's limit and offset cut it.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Total">The rows of the whole list.</param>
/// <param name="Limit">Rows a page, as served.</param>
/// <param name="Offset">Rows before this page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Rows, long Total, int Limit, long Offset)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;

    public bool HasMore => Offset + Rows.Count < Total;

    /// <exception cref="RefusedException">400: a limit below 1 or a negative offset. A limit beyond 1000 is served as 1000.</exception>
    public static Page<T> Of(IReadOnlyCollection<T> all, int? limit, long? offset)
    {
        if (limit < 1)
            throw RefusedException.InvalidParameter("limit", "is 1 or more.");
        if (offset < 0)
            throw RefusedException.InvalidParameter("offset", "is 0 or more.");
        int size = Math.Min(limit ?? DefaultLimit, LargestLimit);
        long start = offset ?? 0;
        return new Page<T>([.. all.Skip((int)Math.Min(start, all.Count)).Take(size)], all.Count, size, start);
    }
}
