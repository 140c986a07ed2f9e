namespace Sequence.Exchange.Accounts;

/// <summary>What one order takes of one book, level by level.</summary>
internal sealed class Walked
{
    private readonly List<(Px Price, Qty Quantity)> _parts = [];
    private int _counted;
    private decimal _exposure;
    private decimal _cost;

    public Qty Quantity { get; private set; }

    public void Add(Px price, Qty quantity)
    {
        _parts.Add((price, quantity));
        Quantity += quantity;
    }

    /// <summary>Exposure and cost of all levels. Each level is counted once: no mark moves while an order is routed.</summary>
    /// <param name="unit">What a unit at a price adds to the exposure, and what it costs.</param>
    public (decimal Exposure, decimal Cost) Sum(Func<Px, (decimal Exposure, decimal Cost)> unit)
    {
        for (; _counted < _parts.Count; _counted++)
        {
            (Px price, Qty quantity) = _parts[_counted];
            (decimal exposure, decimal cost) = unit(price);
            _exposure += quantity.ToDecimal() * exposure;
            _cost += quantity.ToDecimal() * cost;
        }

        return (_exposure, _cost);
    }
}
