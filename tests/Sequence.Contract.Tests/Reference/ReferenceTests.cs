namespace Sequence.Contract.Tests.Reference;

/// <summary>
/// The vendor's reference of its own client, statement by statement. Each holds here, or is a deliberate difference with its reason;
/// a difference that has become true is out of date and fails too.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly (string Area, Fact[] Facts)[] Areas =
    [
        ("client", [.. ClientFacts.All]),
        ("see", [.. QuoteFacts.All, .. AccountFacts.All]),
        ("history", [.. HistoryFacts.All]),
        ("markets", [.. MarketFacts.All]),
        ("trade", [.. OrderFacts.All, .. AmendFacts.All]),
        ("orchestrate", [.. GraphFacts.All, .. GraphPartFacts.All]),
        ("automate and monitor", [.. AutomateFacts.All]),
        ("streams", [.. StreamFacts.All]),
        ("numbers", [.. NumberFacts.All]),
    ];

    [Test]
    public async Task Every_statement_holds_or_is_a_difference_with_a_reason()
    {
        var faults = new List<string>();
        (int True, int Different) all = (0, 0);
        foreach ((string area, Fact[] facts) in Areas)
        {
            (int True, int Different) here = (0, 0);
            foreach (Fact fact in facts)
            {
                string? fault = await FaultAsync(fact);
                if (fact.Difference is null && fault is null)
                    here.True++;
                else if (fact.Difference is not null && fault is not null)
                    here.Different++;
                else
                    faults.Add(fault is null ? $"{fact.Claim}: holds now; take its difference out of the list" : $"{fact.Claim}: {fault}");
            }

            TestContext.Out.WriteLine($"{area,-22} {facts.Length,4} facts, {here.True,4} true, {here.Different,3} deliberate differences");
            all = (all.True + here.True, all.Different + here.Different);
        }

        TestContext.Out.WriteLine($"{"all",-22} {Areas.Sum(area => area.Facts.Length),4} facts, {all.True,4} true, {all.Different,3} deliberate differences");
        foreach (Fact fact in Areas.SelectMany(area => area.Facts).Where(fact => fact.Difference is not null))
            TestContext.Out.WriteLine($"  {fact.Claim}: {fact.Difference}");
        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    [Test]
    public void No_statement_is_listed_twice() =>
        Assert.That(Areas.SelectMany(area => area.Facts).Select(fact => fact.Claim), Is.Unique);

    private static async Task<string?> FaultAsync(Fact fact)
    {
        try
        {
            return await fact.FaultAsync();
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
