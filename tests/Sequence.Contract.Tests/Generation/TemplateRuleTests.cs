using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Generation;

/// <summary>What the templates make of a contract's flags, names, words and numbers, seen on a contract of odd ones.</summary>
[TestFixture]
public class TemplateRuleTests
{
    private const string Odd = """
        openapi: 3.0.3
        info: { title: Odd, version: 0.1.0 }
        tags: [{ name: See }]
        paths:
          /v1/odd:
            get:
              operationId: getLiveness
              tags: [See]
              summary: Odd.
              x-fact: seed
              x-anonymous: true
              security: []
              x-idempotent: true
              responses:
                '200':
                  description: Odd.
                  content: { application/json: { schema: { $ref: '#/components/schemas/Odd' }, example: { size_1e8: 1, any: 1, plain: GTC } } }
                '429': { $ref: '#/components/responses/Error' }
                default: { $ref: '#/components/responses/Error' }
          /v1/kill_switch:
            post:
              operationId: postSent
              tags: [See]
              summary: Sent.
              x-fact: seed
              x-urgent: true
              responses:
                '200':
                  description: Odd.
                  content: { application/json: { schema: { $ref: '#/components/schemas/Odd' }, example: { size_1e8: 1, any: 1, plain: GTC } } }
                '401': { $ref: '#/components/responses/Error' }
                '429': { $ref: '#/components/responses/Error' }
                default: { $ref: '#/components/responses/Error' }
        components:
          responses:
            Error: { description: Any., content: { application/json: { schema: { $ref: '#/components/schemas/Json' } } } }
          schemas:
            Qty: { description: Q., type: integer, format: int64 }
            Px: { description: P., type: integer, format: int64 }
            Usd: { description: U., type: integer, format: int64 }
            UnixNanos: { description: N., type: integer, format: int64 }
            Json: { description: Any JSON. }
            JsonNull: { description: Null., type: string, nullable: true, enum: [null] }
            Plain: { description: Words., type: string, enum: [edge_nbbo, GTC, not], x-enumDescriptions: [A., B., C.] }
            Named: { description: Words., type: string, enum: [edge_nbbo, GTC, not-listed, 1h], x-enumNames: [Edge, UntilCancelled, Hidden, OneHour], x-enumDescriptions: [A., B., C., D.] }
            QtyBand:
              description: A band.
              type: object
              properties: { low: { $ref: '#/components/schemas/Qty' } }
            Odd:
              description: Odd.
              type: object
              required: [size_1e8, any, plain]
              properties:
                size_1e8: { $ref: '#/components/schemas/Qty' }
                limit_1e9: { $ref: '#/components/schemas/Px' }
                fee_1e9: { description: Fee., anyOf: [ { $ref: '#/components/schemas/Usd' }, { $ref: '#/components/schemas/JsonNull' } ] }
                at_ns: { $ref: '#/components/schemas/UnixNanos' }
                steps_1e8: { description: Steps., type: array, items: { $ref: '#/components/schemas/Qty' } }
                held_1e8: { description: Held., type: object, additionalProperties: { $ref: '#/components/schemas/Qty' } }
                count_1e8: { description: Count., type: integer, format: int64 }
                band_1e8: { $ref: '#/components/schemas/QtyBand' }
                max_1e9_price: { $ref: '#/components/schemas/Px' }
                told_1e9: { description: "Price in <USD>.", allOf: [ { $ref: '#/components/schemas/Px' } ] }
                odd: { description: Odd., type: string }
                any: { description: Any., allOf: [ { $ref: '#/components/schemas/Json' } ] }
                maybe: { description: Any., anyOf: [ { $ref: '#/components/schemas/Json' }, { $ref: '#/components/schemas/JsonNull' } ] }
                plain: { $ref: '#/components/schemas/Plain' }
                named: { $ref: '#/components/schemas/Named' }
                spread: { $ref: '#/components/schemas/Px', x-cs-name: Width }
                cut: { description: Cut., type: string, nullable: true, x-send-null: true }

        """;

    private static readonly Lazy<string> Generated = new(() => Generate((copy, properties) => copy.Generate(properties), "Sequence.Sdk"));
    private static readonly Lazy<string> Server = new(() => Generate((copy, properties) => copy.GenerateServer(properties), "Sequence.Sandbox"));

    [TestCase("size_1e8", "Qty Size")]
    [TestCase("limit_1e9", "Px? Limit")]
    [TestCase("fee_1e9", "Usd? Fee")]
    [TestCase("at_ns", "UnixNanos? At")]
    [TestCase("steps_1e8", "System.Collections.Generic.IReadOnlyList<Qty>? Steps")]
    [TestCase("held_1e8", "System.Collections.Generic.IReadOnlyDictionary<string, Qty>? Held")]
    [TestCase("count_1e8", "long? Count1e8")]
    [TestCase("band_1e8", "QtyBand? Band1e8")]
    [TestCase("max_1e9_price", "Px? Max1e9Price")]
    [TestCase("odd", "string? OddValue")]
    [TestCase("any", "Newtonsoft.Json.Linq.JToken Any")]
    [TestCase("maybe", "Newtonsoft.Json.Linq.JToken? Maybe")]
    [TestCase("spread", "Px? Width")]
    public void A_member_is_named_for_csharp(string wireName, string declaration) =>
        Assert.That(Generated.Value, Does.Match($"""JsonProperty\("{wireName}".*\n\s+public {Regex.Escape(declaration)} """));

    [TestCase("Wire name: size_1e8, in units of 1e-8.")]
    [TestCase("Wire name: limit_1e9, in units of 1e-9.")]
    [TestCase("Wire name: at_ns, in nanoseconds since the Unix epoch.")]
    public void A_member_says_its_unit_unless_the_contract_describes_it(string summary) =>
        Assert.That(Generated.Value, Does.Contain($"/// <summary>{summary}</summary>"));

    [TestCase("Price in &lt;USD&gt;.", "<c>told_1e9</c>, in units of 1e-9.")]
    [TestCase("Fee.", "<c>fee_1e9</c>, in units of 1e-9 USD.")]
    [TestCase("Steps.", "<c>steps_1e8</c>, in units of 1e-8.")]
    public void A_described_member_says_its_unit_beside(string summary, string remark) =>
        Assert.That(Generated.Value, Does.Match($@"/// <summary>{Regex.Escape(summary)}</summary>\n\s+/// <remarks>On the wire: {Regex.Escape(remark)}</remarks>"));

    [Test]
    public void A_member_without_a_unit_says_none() => Assert.That(Generated.Value, Does.Not.Contain("count_1e8</c>, in"));

    [TestCase("Plain", "EdgeNbbo", "edge_nbbo")]
    [TestCase("Plain", "Gtc", "GTC")]
    [TestCase("Plain", "Not", "not")]
    [TestCase("Named", "Edge", "edge_nbbo")]
    [TestCase("Named", "UntilCancelled", "GTC")]
    [TestCase("Named", "Hidden", "not-listed")]
    [TestCase("Named", "OneHour", "1h")]
    public void A_word_has_the_contracts_name_or_its_own_in_pascal_case(string type, string name, string word) =>
        Assert.That(Generated.Value, Does.Contain($"""public static {type} {name} {"{"} get {"{"} return new {type}("{word}"); """));

    [Test]
    public void A_flag_reaches_the_clients_and_the_server() => Assert.Multiple(() =>
    {
        Assert.That(Generated.Value, Does.Contain("""new RawCall("getLiveness", true, true, false)""").And.Contain("""new RawCall("postSent", false, false, true)"""));
        Assert.That(Generated.Value, Does.Match("""JsonProperty\("spread", .*NullValueHandling\.Ignore\)"""));
        Assert.That(Generated.Value, Does.Match("""JsonProperty\("cut", .*NullValueHandling\.Include\)"""));
        Assert.That(Server.Value, Does.Match("""Add\("getLiveness", .*OperationAccess\.Anonymous""").And.Match("""Add\("postSent", .*OperationAccess\.Key,"""));
        Assert.That(Server.Value, Does.Contain("Task<Odd> GetLivenessAsync(ApiCall call)"));
    });

    private static string Generate(Func<RepositoryCopy, string[], BuildResult> generate, string project)
    {
        RepositoryCopy copy = SharedCopy.Value;
        (_, string[] properties) = copy.Changed("odd", Odd);
        generate(copy, properties).Succeeded();
        return File.ReadAllText(copy.PathTo($"src/{project}/obj/odd/nswag/Contract.g.cs"));
    }
}
