using Sequence.ContractProbe.Contract;
using Sequence.ContractProbe.Verdicts;

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
        string[] required = [.. read.RequiredExamples.Keys];
        return new Call(read.Id)
        {
            With = required.ToDictionary(name => name, name => ValueOf(read, name), StringComparer.Ordinal),
            Expect = required.Any(IsMissingId) ? Expectation.UnknownId : required.All(IsCertain) ? Expectation.Works : Expectation.MayBeAbsent,
        };
    }

    private string? ValueOf(ContractOperation read, string parameter) =>
        known.ValueOf(parameter) ?? (Known.IsId(parameter) ? Known.NoSuchId : read.RequiredExamples[parameter]);

    private bool IsMissingId(string parameter) => Known.IsId(parameter) && known.ValueOf(parameter) is null;

    /// <summary>The server itself named the value, and it does not expire as an order does.</summary>
    private bool IsCertain(string parameter) => !Known.IsId(parameter) && known.ValueOf(parameter) is not null;
}
