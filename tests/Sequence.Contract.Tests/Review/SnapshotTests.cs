using System.Reflection;
using PublicApiGenerator;
using Sequence.Contract.Review;
using Sequence.Contract.Tests.Generation;
using Sequence.Sandbox;
using Sequence.Sdk;
using Snapshooter.NUnit;

namespace Sequence.Contract.Tests.Review;

/// <summary>What a change does to users, as text under snapshot: the public API of the packages, and the operations of the contract.</summary>
public sealed class SnapshotTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [],
        ExcludeAttributes =
        [
            "System.CodeDom.Compiler.GeneratedCodeAttribute",
            "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
            "System.Runtime.CompilerServices.EnumeratorCancellationAttribute",
        ],
    };

    [TestCase(typeof(SequenceClient))]
    [TestCase(typeof(FaultSet))]
    [TestCase(typeof(SandboxExchange))]
    public void The_public_api_is_the_reviewed_one(Type entry)
    {
        Assembly assembly = entry.Assembly;
        Snapshot.Match(assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n"), assembly.GetName().Name!);
    }

    [Test]
    public void The_operations_of_the_contract_are_the_reviewed_ones() =>
        Snapshot.Match(OperationText.Of(Repository.Read(RepositoryCopy.Contract)), "Operations");

    [Test]
    public void The_schemas_of_the_contract_are_the_reviewed_ones() =>
        Snapshot.Match(SchemaText.OfAll(Repository.Read(RepositoryCopy.Contract)), "Schemas");

    [TestCase("      enum: [buy, sell]", "      enum: [buy, sold]", "Side: string of buy = Buy, sold = Sold [docs]")]
    [TestCase("      required: [symbol, nbbo, venues, source]", "      required: [symbol, nbbo, source]", "  venues? = Venues: object by name of VenueQuote")]
    [TestCase("          minimum: 1\n          maximum: 256", "          minimum: 2\n          maximum: 256", "(default 64, maximum 256, minimum 2)")]
    [TestCase("price_1e9:\n                  description: Worst price", "cap_1e9:\n                  description: Worst price", "  limit.cap_1e9? = ")]
    public void A_change_of_a_schema_shows(string find, string replace, string line) => AssertShows(SchemaText.OfAll, find, replace, line);

    [TestCase("operationId: getQuote", "operationId: readQuote", "readQuote: GET /v1/quotes/{symbol}")]
    [TestCase("  /v1/symbols:", "  /v1/tickers:", "listSymbols: GET /v1/tickers")]
    [TestCase("      name: node_order_id", "      name: order_id", "path order_id: string")]
    [TestCase("queue: conflate", "queue: latest", "PriceUpdate, latest [docs]")]
    public void A_change_of_the_contract_shows(string find, string replace, string line) => AssertShows(OperationText.Of, find, replace, line);

    private static void AssertShows(Func<string, string> text, string find, string replace, string line)
    {
        string contract = Repository.Read(RepositoryCopy.Contract);
        Assert.That(text(contract), Does.Not.Contain(line));
        int at = contract.IndexOf(find, StringComparison.Ordinal);
        Assert.That(text($"{contract[..at]}{replace}{contract[(at + find.Length)..]}"), Does.Contain(line));
    }
}
