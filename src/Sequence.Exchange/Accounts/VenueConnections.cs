namespace Sequence.Exchange.Accounts;

/// <summary>Which venues an account connected. The credentials themselves are checked and forgotten: paper trading needs none.</summary>
internal sealed class VenueConnections
{
    private readonly HashSet<string> _connected = new(StringComparer.OrdinalIgnoreCase);

    public bool Contains(string venue) => _connected.Contains(venue);

    public void Add(string venue) => _connected.Add(venue);

    public void Remove(string venue) => _connected.Remove(venue);
}
