using System.Text;
using Sequence.Contract.Tests.Lint;

namespace Sequence.Contract.Tests.Completeness;

/// <summary>Every operation of the contract is offered, and what is offered is held by a snapshot of its request.</summary>
public sealed class OperationTests
{
    private static Evidence Evidence => Evidence.Value;

    private static IEnumerable<string> NotOffered => Exceptions.NotOffered.Select(exception => exception.Operation);

    [Test]
    public void Every_operation_is_reached_from_the_public_api_or_has_a_reason() =>
        Assert.That(Evidence.Callers.Keys.Concat(NotOffered), Is.EquivalentTo(Evidence.Ids));

    [Test]
    public void What_stands_in_for_an_operation_is_offered() =>
        Assert.That(Exceptions.NotOffered.Select(exception => exception.StandIn).OfType<string>(), Is.SubsetOf(Evidence.Callers.Keys));

    [Test]
    public void Every_offered_operation_has_a_snapshot_of_its_request() =>
        Assert.That(Evidence.Snapshots.Select(group => group.Key), Is.EquivalentTo(Evidence.Callers.Keys), UnknownRequests(Evidence.Snapshots));

    [Test]
    public void Every_operation_that_the_vendors_client_calls_is_offered_or_has_a_stand_in()
    {
        IEnumerable<string> stoodIn = Exceptions.NotOffered.Where(exception => exception.StandIn is not null).Select(exception => exception.Operation);
        Assert.That(Evidence.Vendor.Select(group => group.Key), Is.Not.Empty.And.SubsetOf(Evidence.Callers.Keys.Concat(stoodIn)), UnknownRequests(Evidence.Vendor));
    }

    [Test]
    public void Every_exception_has_its_reason_and_none_stands_twice()
    {
        Assert.That(Exceptions.NotOffered.Select(e => e.Reason), Has.None.Empty);
        Assert.That(NotOffered, Is.Unique);
    }

    /// <summary>Prints what the other tests of this class compare.</summary>
    [Test]
    public void The_list_of_operations_is_printed()
    {
        StringBuilder list = new();
        foreach (Operation operation in Evidence.Operations)
        {
            string id = Evidence.IdOf(operation);
            string caller = Evidence.Callers.TryGetValue(id, out string? member) ? member : $"({Exceptions.NotOffered.FirstOrDefault(e => e.Operation == id)?.Reason ?? "not reached"})";
            list.AppendLine(FormattableString.Invariant($"{id,-28} {operation.Verb,-6} {operation.Path,-46} {caller,-44} snapshots {Evidence.Snapshots[id].Count(),2}  vendor {Evidence.Vendor[id].Count(),2}"));
        }

        TestContext.Out.Write(list);
        TestContext.Out.WriteLine(Figures());
        Assert.That(Evidence.Operations, Has.Count.EqualTo(Evidence.Callers.Count + Exceptions.NotOffered.Count));
        Assert.That(Evidence.Callers, Has.Count.EqualTo(Evidence.Snapshots.Count));
    }

    private static string Figures() => FormattableString.Invariant($"""
        operations in the contract:         {Evidence.Operations.Count,3}
        reachable from the public API:      {Evidence.Callers.Count,3}  ({Exceptions.NotOffered.Count} not offered, each with its reason)
        with a snapshot of the request:     {Evidence.Snapshots.Count,3}
        compared with the vendor's client:  {Evidence.Vendor.Count,3}
        """);

    private static string UnknownRequests(ILookup<string, string> requests) =>
        requests[string.Empty].Any() ? $"Requests to no operation of the contract: {string.Join(", ", requests[string.Empty])}" : string.Empty;
}
