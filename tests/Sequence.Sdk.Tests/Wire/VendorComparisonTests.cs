namespace Sequence.Sdk.Tests.Wire;

/// <summary>What this SDK sends, held against what the vendor's own Python client was recorded to send.</summary>
[TestFixture]
public sealed class VendorComparisonTests
{
    private static readonly string[] EveryPart =
    [
        "count", "[0].method", "[0].path", "[0].bearer", "[0].query.x", "[0].query.y", "[0].query.z",
        "[0].body.list[1]", "[0].body.gone", "[0].body.new",
    ];

    private static IEnumerable<string> CallsWithTwin => VendorTwins.All.Keys;

    [TestCaseSource(nameof(CallsWithTwin))]
    public async Task The_requests_are_the_vendors_but_for_the_listed_differences(string recordedCall)
    {
        Assert.That(VendorWire.Calls, Does.ContainKey(recordedCall), "no such call was recorded");
        VendorTwin twin = VendorTwins.All[recordedCall];
        using var wire = new WireRecorder();
        foreach (IGrouping<string, string> answers in twin.Answers.GroupBy(a => a.Operation, a => a.Body))
            wire.Answer(answers.Key, [.. answers]);

        await twin.CallAsync(wire.Client);

        IReadOnlyList<WireDifference> found = VendorComparison.Compare(VendorWire.Calls[recordedCall].Requests, wire.Requests);
        VendorDifference[] listed = [.. VendorDifferences.All.Where(d => d.Concerns(recordedCall))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Where(f => !listed.Any(d => d.Allows(f))), Is.Empty, "differences that are not listed");
            Assert.That(listed.Where(d => !found.Any(d.Allows)), Is.Empty, "listed differences that do not occur");
        }
    }

    [Test]
    public void Every_listed_difference_concerns_a_recorded_call_with_a_twin() =>
        Assert.That(VendorDifferences.All.Where(d => !CallsWithTwin.Any(d.Concerns)), Is.Empty);

    [Test]
    public void Every_recorded_call_has_a_twin() => Assert.That(VendorWire.Calls.Keys.Except(CallsWithTwin), Is.Empty);

    [Test]
    public void The_comparison_sees_every_part_of_a_request()
    {
        VendorRequest vendor = new("GET", "/v1/a", "x=1&y=2", Json.Parse("""{"n": 10, "list": [1, 2], "gone": null}"""), HasBearer: true);
        var ours = new RecordedRequest("op", "POST", "/v1/b", "y=3&z=4", new Dictionary<string, string>(), Json.Parse("""{"n": 10.0, "list": [1], "new": true}"""));

        IEnumerable<string> places = VendorComparison.Compare([vendor, vendor], [ours]).Select(d => d.Where);

        Assert.That(places, Is.EquivalentTo(EveryPart));
    }
}
