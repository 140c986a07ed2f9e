namespace Sequence.Exchange.Accounts;

/// <summary>What an order takes of one book before the level that is looked at.</summary>
internal sealed class Walked
{
    private readonly List<(Px Price, Qty Quantity)> _parts = [];

    public IReadOnlyList<(Px Price, Qty Quantity)> Parts => _parts;

    public Qty Quantity { get; private set; }

    public void Add(Px price, Qty quantity)
    {
        _parts.Add((price, quantity));
        Quantity += quantity;
    }
}
