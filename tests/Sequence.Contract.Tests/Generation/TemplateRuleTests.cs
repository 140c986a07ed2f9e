using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Generation;

/// <summary>What the templates make of a contract's flags, names, words and numbers, seen on a contract of odd ones.</summary>
[TestFixture]
public class TemplateRuleTests
{
    private const string Odd = """
        openapi: 3.0.3
        info: { title: Odd, version: 0.1.0 }
        paths:
          /v1/odd:
            get:
              operationId: getOdd
              tags: [See]
              x-idempotent: false
              x-websocket: false
              x-anonymous: true
              x-urgent: false
              responses: &answers
                '200':
                  description: Odd.
                  content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } }
          /v1/sent:
            get:
              operationId: getSent
              tags: [See]
              x-idempotent: true
              x-anonymous: false
              x-urgent: true
              responses: *answers
        components:
          schemas:
            Qty: { anyOf: [ { type: integer, format: int64 } ] }
            Px: { anyOf: [ { type: integer, format: int64 } ] }
            Usd: { anyOf: [ { type: integer, format: int64 } ] }
            UnixNanos: { anyOf: [ { type: integer, format: int64 } ] }
            Json: { description: Any JSON. }
            Plain: { type: string, enum: [edge_nbbo, GTC, not-listed, 1h] }
            Named: { type: string, enum: [edge_nbbo, GTC, not-listed, 1h], x-enumNames: [Edge, UntilCancelled, Hidden, OneHour] }
            QtyBand:
              type: object
              properties: { low: { $ref: '#/components/schemas/Qty' } }
            Odd:
              type: object
              required: [size_1e8, any, plain]
              properties:
                size_1e8: { $ref: '#/components/schemas/Qty' }
                limit_1e9: { $ref: '#/components/schemas/Px' }
                fee_1e9: { nullable: true, allOf: [ { $ref: '#/components/schemas/Usd' } ] }
                at_ns: { $ref: '#/components/schemas/UnixNanos' }
                steps_1e8: { type: array, items: { $ref: '#/components/schemas/Qty' } }
                held_1e8: { type: object, additionalProperties: { $ref: '#/components/schemas/Qty' } }
                count_1e8: { type: integer, format: int64 }
                band_1e8: { $ref: '#/components/schemas/QtyBand' }
                max_1e9_price: { $ref: '#/components/schemas/Px' }
                told_1e9: { description: "Price in <USD>.", allOf: [ { $ref: '#/components/schemas/Px' } ] }
                odd: { type: string }
                any: { $ref: '#/components/schemas/Json' }
                maybe: { $ref: '#/components/schemas/Json' }
                plain: { $ref: '#/components/schemas/Plain' }
                named: { $ref: '#/components/schemas/Named' }
                spread: { $ref: '#/components/schemas/Px', x-cs-name: Width, x-send-null: false }
                cut: { type: string, nullable: true, x-send-null: true }

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
    [TestCase("Wire name: fee_1e9, in units of 1e-9 USD.")]
    [TestCase("Wire name: at_ns, in nanoseconds since the Unix epoch.")]
    [TestCase("Wire name: steps_1e8, in units of 1e-8.")]
    [TestCase("Wire name: count_1e8.")]
    [TestCase("Price in &lt;USD&gt;.")]
    public void A_member_says_its_unit_unless_the_contract_describes_it(string summary) =>
        Assert.That(Generated.Value, Does.Contain($"/// <summary>{summary}</summary>"));

    [TestCase("Plain", "EdgeNbbo", "edge_nbbo")]
    [TestCase("Plain", "Gtc", "GTC")]
    [TestCase("Plain", "NotListed", "not-listed")]
    [TestCase("Plain", "_1h", "1h")]
    [TestCase("Named", "Edge", "edge_nbbo")]
    [TestCase("Named", "UntilCancelled", "GTC")]
    [TestCase("Named", "Hidden", "not-listed")]
    [TestCase("Named", "OneHour", "1h")]
    public void A_word_has_the_contracts_name_or_its_own_in_pascal_case(string type, string name, string word) =>
        Assert.That(Generated.Value, Does.Contain($"""public static {type} {name} {"{"} get {"{"} return new {type}("{word}"); """));

    [Test]
    public void A_flag_counts_only_when_it_is_true() => Assert.Multiple(() =>
    {
        Assert.That(Generated.Value, Does.Contain("""new RawCall("getOdd", false, true, false)""").And.Contain("""new RawCall("getSent", true, false, true)"""));
        Assert.That(Generated.Value, Does.Match("""JsonProperty\("spread", .*NullValueHandling\.Ignore\)"""));
        Assert.That(Generated.Value, Does.Match("""JsonProperty\("cut", .*NullValueHandling\.Include\)"""));
        Assert.That(Server.Value, Does.Match("""Add\("getOdd", .*OperationAccess\.Anonymous""").And.Match("""Add\("getSent", .*OperationAccess\.Key,"""));
        Assert.That(Server.Value, Does.Contain("Task<Odd> GetOddAsync(ApiCall call)"));
    });

    private static string Generate(Func<RepositoryCopy, string[], BuildResult> generate, string project)
    {
        RepositoryCopy copy = SharedCopy.Value;
        (_, string[] properties) = copy.Changed("odd", Odd);
        generate(copy, properties).Succeeded();
        return File.ReadAllText(copy.PathTo($"src/{project}/obj/odd/nswag/Contract.g.cs"));
    }
}
