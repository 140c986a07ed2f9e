namespace Sequence.Exchange.Automation;

/// <summary>The algos of all accounts, at most one per symbol. The caller holds the gate.</summary>
internal sealed class AlgoService(EdgeFleet fleet)
{
    private readonly Shelf<Algo> _algos = new("algo");
    private int _lastId;

    public IReadOnlyCollection<Algo> Of(Account account) => _algos.Of(account);

    /// <exception cref="RefusedException">Not found: the account has none for that symbol.</exception>
    public Algo Get(Account account, string symbol) => _algos.Get(account, fleet.Markets.Canonical(symbol));

    /// <summary>Puts a module in the place of the one that the symbol had, which stops. The new one waits for its start.</summary>
    /// <exception cref="RefusedException">Validation: the symbol is not listed, or the module is none.</exception>
    public Algo Deploy(Account account, JToken body)
    {
        var at = new Field("");
        string symbol = SymbolList.Read(at.Word(body, "symbol"), at["symbol"], fleet.Markets);
        var module = AlgoModule.Read(at.Word(body, "wasm_base64"), at["wasm_base64"]);
        _algos.Find(account, symbol)?.Rollout.Stop();
        var algo = new Algo(new Rollout(fleet, RandomId(), module, [symbol]));
        _algos.Put(account, symbol, algo);
        return algo;
    }

    public void Delete(Account account, string symbol) => _algos.Take(account, fleet.Markets.Canonical(symbol)).Rollout.Stop();

    /// <summary>A UUID of the seed.</summary>
    private string RandomId()
    {
        RowChance chance = RowChance.For(fleet.Seed, "algo", ++_lastId);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, chance.Next());
        BitConverter.TryWriteBytes(bytes[8..], chance.Next());
        return RandomUuid.FromBytes(bytes);
    }
}
