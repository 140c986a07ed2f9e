namespace Sequence.ContractProbe.Plans;

/// <summary>
/// Calls each read of the contract that no other plan has called, so that a new GET needs no plan of its own. Required
/// parameters take what the server's answers gave, else the contract's example.
/// </summary>
internal sealed class ContractReads(Prober prober, Known known)
{
    public async Task RunAsync()
    {
        foreach (ContractOperation read in prober.Contract.Operations.Where(operation => operation.IsRead && prober.Of(operation.Id).IsUntouched))
            await prober.RunAsync(CallOf(read)).ConfigureAwait(false);
    }

    private Call CallOf(ContractOperation read)
    {
        IReadOnlyDictionary<string, string?> examples = read.RequiredExamples;
        Dictionary<string, string?> found = examples.ToDictionary(pair => pair.Key, pair => known.ValueOf(pair.Key, pair.Value), StringComparer.Ordinal);
        return new Call(read.Id)
        {
            With = found.ToDictionary(pair => pair.Key, pair => pair.Value ?? (Known.IsId(pair.Key) ? Known.NoSuchId : examples[pair.Key]), StringComparer.Ordinal),
            Expect = ExpectationOf(found),
        };
    }

    /// <summary>A value that the server named is there, unless it expires as an order does; the contract's example may be unknown to the server.</summary>
    private static Expectation ExpectationOf(Dictionary<string, string?> found) =>
        found.Any(pair => Known.IsId(pair.Key) && pair.Value is null) ? Expectation.UnknownId
        : found.All(pair => !Known.IsId(pair.Key) && pair.Value is not null) ? Expectation.Works
        : Expectation.MayBeAbsent;
}
