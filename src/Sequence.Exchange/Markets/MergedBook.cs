namespace Sequence.Exchange.Markets;

/// <summary>The books of all venues of one symbol as one.</summary>
internal static class MergedBook
{
    /// <summary>The best levels of one side, best first; a price that several venues have is one level.</summary>
    public static IReadOnlyList<BookLevel> Levels(IReadOnlyList<VenueMarket> venues, BookSide side, int depth)
    {
        // A level beyond the depth on its own venue is beyond it in the merged book too.
        IEnumerable<IGrouping<Px, (Px Price, Qty Size)>> levels = venues.SelectMany(venue => venue.Book.Levels(side).Take(depth)).GroupBy(level => level.Price);
        IEnumerable<IGrouping<Px, (Px Price, Qty Size)>> ordered = side == BookSide.Bid ? levels.OrderByDescending(level => level.Key) : levels.OrderBy(level => level.Key);
        return [.. ordered.Take(depth).Select(level => new BookLevel(level.Key.ToDecimal(), Sum(level).ToDecimal()))];
    }

    /// <summary>What the venues offer at one price.</summary>
    public static Qty SizeAt(IReadOnlyList<VenueMarket> venues, BookSide side, Px? price)
    {
        Qty size = default;
        foreach (VenueMarket venue in venues)
        {
            foreach ((Px at, Qty resting) in venue.Book.Levels(side).Take(1))
                size += at == price ? resting : default;
        }

        return size;
    }

    private static Qty Sum(IEnumerable<(Px Price, Qty Size)> levels) => levels.Aggregate(default(Qty), (sum, level) => sum + level.Size);
}
