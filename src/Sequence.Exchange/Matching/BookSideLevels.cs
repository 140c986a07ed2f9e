namespace Sequence.Exchange.Matching;

/// <summary>One side of a book: its price levels, best first.</summary>
internal sealed class BookSideLevels
{
    private readonly Dictionary<long, PriceLevel> _byPrice = [];
    private readonly SortedSet<PriceLevel> _bestFirst;
    private readonly BookSide _side;

    public BookSideLevels(BookSide side)
    {
        _side = side;
        _bestFirst = new SortedSet<PriceLevel>(Comparer<PriceLevel>.Create((a, b) => IsBetter(a.Price, b.Price) ? -1 : IsBetter(b.Price, a.Price) ? 1 : 0));
    }

    public PriceLevel? Best => _bestFirst.Min;

    /// <summary>A live view. The first is mostly the only one that is looked at, and the set makes a stack for whoever asks for more.</summary>
    public IEnumerable<PriceLevel> Levels
    {
        get
        {
            if (Best is not { } best)
                yield break;
            yield return best;
            foreach (PriceLevel level in _bestFirst)
            {
                if (level != best)
                    yield return level;
            }
        }
    }

    /// <summary>True when the first price comes before the second on this side.</summary>
    public bool IsBetter(Px price, Px than) => _side == BookSide.Bid ? price > than : price < than;

    /// <summary>True when the level stands on this very side of this very book.</summary>
    public bool Holds(PriceLevel level) => _byPrice.TryGetValue(level.Price.Raw, out PriceLevel? mine) && mine == level;

    public void Add(BookOrder order, Px price)
    {
        if (!_byPrice.TryGetValue(price.Raw, out PriceLevel? level))
        {
            level = new PriceLevel(price);
            _byPrice.Add(price.Raw, level);
            _bestFirst.Add(level);
        }

        level.Append(order);
    }

    public void Remove(BookOrder order)
    {
        PriceLevel level = order.Level!;
        level.Remove(order);
        if (level.First is not null)
            return;
        _byPrice.Remove(level.Price.Raw);
        _bestFirst.Remove(level);
    }
}
