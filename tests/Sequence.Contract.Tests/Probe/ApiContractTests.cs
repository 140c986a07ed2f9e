using Sequence.ContractProbe.Contract;
using Sequence.ContractProbe.Plans;
using ContractDocument = Sequence.Contract.Lint.ContractDocument;

namespace Sequence.Contract.Tests.Probe;

public sealed class ApiContractTests
{
    private static readonly ApiContract Contract = ApiContract.Embedded();

    [Test]
    public void The_tool_knows_every_operation_with_its_fact()
    {
        var document = ContractDocument.Parse(Repository.Read("openapi/sequence.yaml"));

        Assert.That(
            Contract.Operations.Select(operation => $"{operation.Verb} {operation.Path} {operation.Id} {operation.Fact}"),
            Is.EquivalentTo(document.Operations.Select(operation => $"{operation.Verb} {operation.Path} {operation.Title} {operation.Node.Text("x-fact")}")));
    }

    [Test]
    public void Every_operation_has_a_success_and_every_channel_a_payload()
    {
        Assert.That(Contract.Operations.Where(operation => operation.Answers.Count == 0), Is.Empty);
        Assert.That(Contract.Channels, Has.Count.EqualTo(ContractDocument.Parse(Repository.Read("openapi/sequence.yaml")).Root.List("x-channels").Count()).And.Not.Empty);
        Assert.That(Contract.Channels.Where(channel => channel.Fact.Length == 0 || channel.Path.Length == 0), Is.Empty);
    }

    [Test]
    public void References_wrappers_and_required_members_are_resolved()
    {
        WireSchema order = Contract.Schema("OrderResponse");

        Assert.That(order.Members!["qty_1e8"].Schema.Type, Is.EqualTo("integer"));
        Assert.That(order.Members["qty_1e8"].IsRequired, Is.True);
        Assert.That(order.Members["created_unix_ns"].Schema.IsNullable, Is.True);
        Assert.That(order.Members["side"].Schema.Words, Is.EqualTo(new[] { "BUY", "SELL" }));
        Assert.That(order.Members["constraints"].Schema.IsFree, Is.True);
        Assert.That(order.Members["tca"].Schema.OtherMembers!.IsFree, Is.True);
    }

    [Test]
    public void A_value_is_one_segment_and_a_list_keeps_its_commas()
    {
        ContractOperation quote = Contract.Operation("getQuote");
        ContractOperation slippage = Contract.Operation("getSlippageCurve");

        Assert.That(
            quote.Target(new Dictionary<string, string?> { ["symbol"] = "https://x/y:YES", ["depth"] = "5", ["nowait"] = null }),
            Is.EqualTo("/v1/quotes/https%3A%2F%2Fx%2Fy%3AYES?depth=5"));
        Assert.That(
            slippage.Target(new Dictionary<string, string?> { ["symbol"] = "A&B", ["side"] = "buy", ["sizes"] = "1,2" }),
            Is.EqualTo("/v1/intelligence/slippage?symbol=A%26B&side=buy&sizes=1,2"));
    }

    [Test]
    public void Unknown_and_missing_arguments_are_named()
    {
        ContractOperation quote = Contract.Operation("getQuote");

        Assert.That(() => quote.Target(new Dictionary<string, string?> { ["symbol"] = "A", ["dept"] = "1" }), Throws.ArgumentException.With.Message.Contains("dept"));
        Assert.That(() => quote.Target(new Dictionary<string, string?>()), Throws.ArgumentException.With.Message.Contains("symbol"));
    }

    [Test]
    public void The_calls_of_a_read_cover_its_parameters_with_the_examples()
    {
        ContractOperation curve = Contract.Operation("getSlippageCurve");

        Assert.That(curve.ExampleCalls.Select(curve.Target), Is.EqualTo(new[]
        {
            "/v1/intelligence/slippage?symbol=ETH-USD&side=buy",
            "/v1/intelligence/slippage?symbol=ETH-USD&side=buy&sizes=1000,10000,100000,1000000",
        }));
    }

    [Test]
    public void A_read_changes_nothing_and_answers_with_one_document()
    {
        HashSet<string> reads = [.. Contract.Operations.Where(operation => operation.IsRead).Select(operation => operation.Id)];

        Assert.That(reads, Is.SupersetOf(new[] { "getLiveness", "getQuote", "listOrders" }));
        Assert.That(reads, Has.None.AnyOf("submitOrder", "getQuotesBatch", "openStream", "openTcaEvents", "putSandboxSettings"));
        Assert.That(Contract.Operations.Where(operation => operation.IsRead && operation.RequiredExamples.Values.Contains(null)), Is.Empty);
    }

    [Test]
    public void What_the_plan_leaves_out_is_in_the_contract()
    {
        HashSet<string> ids = [.. Contract.Operations.Select(operation => operation.Id)];

        Assert.That(Plan.Never.Keys.Concat(AccountControl.Operations).Where(id => !ids.Contains(id)), Is.Empty);
    }

    [TestCase(74_123.45, 66_000, 0.0004)]
    [TestCase(1.09, 0.98, 30)]
    [TestCase(0.00042, 0.00037, 70_000)]
    public void A_paper_order_is_small_and_far_from_the_market(decimal bid, decimal price, decimal quantity)
    {
        PaperOrder order = PaperOrder.Below("X-USD", bid);

        Assert.That(order.Price, Is.EqualTo(price));
        Assert.That(order.Quantity, Is.EqualTo(quantity));
        Assert.That(order.Lower, Is.LessThan(price));
        Assert.That(order.Price * order.Quantity, Is.InRange(25m, 50m));
    }
}
