using System.Text;
using Sequence.Contract.Lint;

namespace Sequence.Contract.Tests.Completeness;

/// <summary>Every operation of the contract is offered, and what is offered is held by a snapshot of its request.</summary>
public sealed class OperationTests
{
    private static Evidence Evidence => Evidence.Value;

    [Test]
    public void Every_operation_is_reached_from_the_public_api() =>
        Assert.That(Evidence.Ids.Where(id => Evidence.ReachedBy(id) is null), Is.Empty);

    /// <summary>An alias that were called itself would be no alias.</summary>
    [Test]
    public void No_alias_is_called_itself() => Assert.That(Evidence.Aliases.Keys.Intersect(Evidence.Callers.Keys), Is.Empty);

    [Test]
    public void Every_operation_has_a_snapshot_of_its_request() =>
        Assert.That(Evidence.Snapshots.Select(group => group.Key), Is.EquivalentTo(Evidence.Ids), UnknownRequests(Evidence.Snapshots));

    [Test]
    public void Every_operation_that_the_vendors_client_calls_is_in_the_contract() =>
        Assert.That(Evidence.Vendor.Select(group => group.Key), Is.Not.Empty.And.SubsetOf(Evidence.Ids), UnknownRequests(Evidence.Vendor));

    /// <summary>Prints what the other tests of this class compare.</summary>
    [Test]
    public void The_list_of_operations_is_printed()
    {
        StringBuilder list = new();
        foreach (Operation operation in Evidence.Operations)
        {
            string id = Evidence.IdOf(operation);
            string caller = (Evidence.ReachedBy(id) ?? "(not reached)") + (Evidence.Aliases.TryGetValue(id, out string? target) ? $" (alias of {target})" : string.Empty);
            list.AppendLine(FormattableString.Invariant($"{id,-28} {operation.Verb,-6} {operation.Path,-46} {caller,-44} snapshots {Evidence.Snapshots[id].Count(),2}  vendor {Evidence.Vendor[id].Count(),2}"));
        }

        TestContext.Out.Write(list);
        TestContext.Out.WriteLine(Figures());
        Assert.That((Reached.Count(), Evidence.Snapshots.Count), Is.EqualTo((Evidence.Operations.Count, Evidence.Operations.Count)));
    }

    private static IEnumerable<string> Reached => Evidence.Ids.Where(id => Evidence.ReachedBy(id) is not null);

    private static string Figures() => FormattableString.Invariant($"""
        operations in the contract:         {Evidence.Operations.Count,3}
        reachable from the public API:      {Reached.Count(),3}  ({Evidence.Callers.Count} called by it, {Evidence.Aliases.Count} aliases of those)
        with a snapshot of the request:     {Evidence.Snapshots.Count,3}
        compared with the vendor's client:  {Evidence.Vendor.Count,3}
        """);

    private static string UnknownRequests(ILookup<string, string> requests) =>
        requests[string.Empty].Any() ? $"Requests to no operation of the contract: {string.Join(", ", requests[string.Empty])}" : string.Empty;
}
