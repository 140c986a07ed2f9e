using Sequence.Contract.Lint;
using Sequence.Contract.Review;
using Sequence.Contract.Tests.Lint;

namespace Sequence.Contract.Tests.Review;

/// <summary>What a change of the contract means for programs that exist.</summary>
public sealed class ContractChangeTests
{
    [TestCase("description: The pair.", "description: The pair to ask for.")]
    [TestCase("      example: BTC-USD\n", "      example: ETH-USD\n")]
    [TestCase("x-fact: seed", "x-fact: docs")]
    [TestCase("    Symbol:\n      name: symbol\n      in: path\n", "    Symbol:\n      in: path\n      name: symbol\n")]
    public void Words_for_readers_change_nothing(string find, string replace) => Assert.Multiple(() =>
    {
        Assert.That(After(find, replace).Kind, Is.EqualTo(ChangeKind.None));
        Assert.That(After(find, replace).Describe(), Is.EqualTo("The contract changes in **nothing** that a program could notice.\n"));
    });

    [TestCase("        live: {", "        bid: { type: boolean, description: New. }\n        live: {", "+ Price bid: Bid: boolean, optional")]
    [TestCase("enum: [buy, sell]", "enum: [buy, sell, hold]", "+ Side word hold: Hold")]
    [TestCase("        - name: venues", "        - { name: depth, in: query, description: New., schema: { type: string }, example: a }\n        - name: venues", "+ getPrice query depth: string, optional")]
    [TestCase("  /v1/stream:", "  /v1/news:\n    get:\n      operationId: getNews\n      tags: [See]\n      parameters: [{ name: a, in: query, required: true, schema: { type: string } }]\n      responses: {}\n  /v1/stream:", "+ getNews query a: string")]
    public void More_than_before_is_additive(string find, string replace, string line) => Assert.Multiple(() =>
    {
        ContractChange change = After(find, replace);
        Assert.That(change.Kind, Is.EqualTo(ChangeKind.Additive));
        Assert.That(change.Lines, Does.Contain((ChangeKind.Additive, line)));
        Assert.That(change.Describe(), Does.StartWith("The contract change is **additive**").And.Contain(line + "\n").And.Not.Contain("(breaking)"));
    });

    [TestCase("operationId: submitOrder", "operationId: placeOrder", "- submitOrder: POST /v1/orders, Trade, idempotent")]
    [TestCase("  /v1/orders:", "  /v1/order:", "~ submitOrder: POST /v1/orders, Trade, idempotent -> POST /v1/order, Trade, idempotent")]
    [TestCase("    post:", "    put:", "~ submitOrder: POST /v1/orders, Trade, idempotent -> PUT /v1/orders, Trade, idempotent")]
    [TestCase("tags: [Trade]", "tags: [See]", "~ submitOrder: POST /v1/orders, Trade, idempotent -> POST /v1/orders, See, idempotent")]
    [TestCase("enum: [buy, sell]", "enum: [buy, sold]", "- Side word sell: Sell")]
    [TestCase("x-enumNames: [OneHour, OneDay]", "x-enumNames: [Hour, OneDay]", "~ Window word 1h: OneHour -> Hour")]
    [TestCase("qty: { type: number, format: decimal,", "qty: { type: string,", "~ Order qty: Qty: number decimal, optional -> Qty: string, optional")]
    [TestCase("      minProperties: 1\n", "      minProperties: 1\n      required: [qty]\n", "~ Order qty: Qty: number decimal, optional -> Qty: number decimal")]
    [TestCase("x-cs-name: LastPrice", "x-cs-name: Last", "~ Price last: LastPrice: Px or null, optional -> Last: Px or null, optional")]
    [TestCase("maximum: 10,", "maximum: 9,", "~ Price levels: Levels: integer int32 (maximum 10), optional -> Levels: integer int32 (maximum 9), optional")]
    [TestCase("        - name: venues", "        - { name: depth, in: query, required: true, description: New., schema: { type: string }, example: a }\n        - name: venues", "+ getPrice query depth: string")]
    [TestCase("maxItems: 2", "maxItems: 3", "~ getPrice query venues: string (minLength 2, pattern ^[a-z]+$)[] (maxItems 2, uniqueItems true), optional -> string (minLength 2, pattern ^[a-z]+$)[] (maxItems 3, uniqueItems true), optional")]
    [TestCase("queue: conflate", "queue: latest", "~ topic prices:{symbol}: Price of Price on /v1/stream, conflate -> Price of Price on /v1/stream, latest")]
    [TestCase("x-fact: docs\n      x-idempotent: true\n      requestBody:", "x-fact: docs\n      requestBody:", "~ submitOrder: POST /v1/orders, Trade, idempotent -> POST /v1/orders, Trade")]
    [TestCase("            - $ref: '#/components/schemas/JsonNull'\n", "            - $ref: '#/components/schemas/Json'\n", "~ Price last: LastPrice: Px or null, optional -> LastPrice: Px | Json, optional")]
    public void Less_or_other_than_before_is_breaking(string find, string replace, string line)
    {
        ContractChange change = After(find, replace);
        Assert.That(change.Kind, Is.EqualTo(ChangeKind.Breaking));
        Assert.That(change.Lines, Does.Contain((ChangeKind.Breaking, line)));
        Assert.That(change.Describe(), Does.StartWith("The contract changes in a **breaking** way").And.Contain(line + "  (breaking)"));
    }

    [Test]
    public void A_new_demand_on_the_caller_is_breaking_and_in_an_answer_additive()
    {
        const string Demand = "size: { type: string, description: New. }";
        ContractChange asked = After("      minProperties: 1\n      properties:\n", $"      minProperties: 1\n      required: [size]\n      properties:\n        {Demand}\n");
        ContractChange told = After("      required: [symbol]\n      properties:\n", $"      required: [symbol, size]\n      properties:\n        {Demand}\n");
        Assert.That(asked.Lines, Is.EqualTo(new[] { (ChangeKind.Breaking, "+ Order size: Size: string") }));
        Assert.That(told.Lines, Is.EqualTo(new[] { (ChangeKind.Additive, "+ Price size: Size: string") }));
    }

    private static ContractChange After(string find, string replace) =>
        ContractChange.Between(ContractDocument.Parse(MinimalContract.Text), ContractDocument.Parse(MinimalContract.With(find, replace)));
}
