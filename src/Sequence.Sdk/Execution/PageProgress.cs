namespace Sequence.Sdk;

/// <summary>
/// Bounds a walk over the pages of a list. It remembers the rows by a hash of their keys and fails the walk when pages bring nothing new,
/// which happens when a server ignores the offset or gives the same page under ever new cursors.
/// </summary>
/// <param name="operation">The operation that reads a page, for the message.</param>
internal sealed class PageProgress(string operation)
{
    /// <summary>
    /// Pages without a new row that are tolerated in a row: rows that come into being during the walk push known ones onto the next pages,
    /// and a catalogue may give an empty page in the middle.
    /// </summary>
    public const int MostPagesWithoutNews = 10;

    private const ulong Seed = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    private readonly HashSet<ulong> _seen = [];
    private ulong? _lastPage;
    private long? _lastTotal;
    private int _pagesWithoutNews;

    /// <summary>Notes one page.</summary>
    /// <param name="keys">What tells the rows of the page apart, in their order.</param>
    /// <param name="total">How long the server says the list is; null when it does not say.</param>
    /// <param name="continues">Whether the walk would read another page.</param>
    /// <exception cref="SequenceDeserializationException">The walk would go on without progress.</exception>
    public void Note(IEnumerable<string> keys, long? total, bool continues)
    {
        int rows = 0;
        bool hasNews = false;
        ulong page = Seed;
        foreach (string key in keys)
        {
            rows++;
            ulong row = Hash(key);
            hasNews |= _seen.Add(row);
            page = (page ^ row) * Prime;
        }

        // A list that has grown by a page shows the same page again at the next offset.
        bool isRepeated = rows > 0 && page == _lastPage && !(total > _lastTotal);
        _pagesWithoutNews = hasNews ? 0 : _pagesWithoutNews + 1;
        (_lastPage, _lastTotal) = (page, total);
        if (!continues)
            return;
        if (!hasNews && isRepeated)
            throw Stalled(operation, "gave the same page again: it seems to ignore the offset or the cursor");
        if (_pagesWithoutNews > MostPagesWithoutNews)
            throw Stalled(operation, FormattableString.Invariant($"gave {_pagesWithoutNews} pages in a row without a new row"));
    }

    /// <summary>The failure of a walk that would never end.</summary>
    /// <param name="operation">The operation that reads a page.</param>
    /// <param name="what">What the server did.</param>
    /// <param name="member">The member of the page at fault; null when it is the rows themselves.</param>
    public static SequenceDeserializationException Stalled(string operation, string what, string? member = null) => new(
        $"{operation} {what}; the walk would never end. Narrow the request, or begin again.",
        string.Empty, jsonPath: member, retryability: Retryability.AfterBackoff)
    {
        Operation = operation,
        IsStalledWalk = true,
    };

    private static ulong Hash(string key)
    {
        ulong hash = Seed;
        foreach (char c in key)
            hash = (hash ^ c) * Prime;
        return hash;
    }
}
