namespace Sequence.Exchange.Automation;

/// <summary>Things that accounts own, by id and in order of arrival. Nobody finds those of another account. The caller holds the gate.</summary>
/// <param name="noun">What they are called in a 404.</param>
internal sealed class Shelf<T>(string noun) where T : class
{
    private readonly Dictionary<Account, OrderedDictionary<string, T>> _owners = [];

    public IReadOnlyCollection<T> Of(Account account) => _owners.TryGetValue(account, out OrderedDictionary<string, T>? things) ? things.Values : [];

    public T? Find(Account account, string id) => _owners.GetValueOrDefault(account)?.GetValueOrDefault(id);

    /// <exception cref="RefusedException">Not found: the account has none of that id.</exception>
    public T Get(Account account, string id) => Find(account, id) ?? throw RefusedException.NotFound($"No {noun} is called '{id}'.");

    /// <summary>Adds a thing, or puts it in the place of the old one.</summary>
    public void Put(Account account, string id, T thing)
    {
        if (!_owners.TryGetValue(account, out OrderedDictionary<string, T>? things))
            _owners[account] = things = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        things[id] = thing;
    }

    /// <exception cref="RefusedException">Not found: the account has none of that id.</exception>
    public T Take(Account account, string id)
    {
        T thing = Get(account, id);
        _owners[account].Remove(id);
        return thing;
    }
}
