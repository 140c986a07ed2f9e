using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Calls;
using Sequence.ContractProbe.Comparison;
using Sequence.ContractProbe.Contract;

namespace Sequence.Contract.Tests.Probe;

public sealed class SchemaComparerTests
{
    private const string Yaml = """
        openapi: 3.0.3
        info: {title: Test, version: 9.9.9}
        paths: {}
        components:
          schemas:
            Qty:
              x-fact: seed
              anyOf: [{type: integer, format: int64}]
            Status: {type: string, enum: [open, done]}
            Level:
              x-fact: inferred
              anyOf:
                - {type: object, required: [price], properties: {price: {type: number, format: decimal}}}
                - {type: array, minItems: 2, items: {type: number, format: decimal}}
            Order:
              type: object
              required: [id, qty, status]
              properties:
                id: {type: string}
                qty: {$ref: '#/components/schemas/Qty'}
                status: {$ref: '#/components/schemas/Status'}
                price: {anyOf: [{$ref: '#/components/schemas/Qty'}, {$ref: '#/components/schemas/JsonNull'}]}
                note: {type: string, x-fact: profile}
                live: {type: boolean}
                size: {type: number, format: decimal}
                small: {type: integer, format: int32}
                levels: {type: array, items: {$ref: '#/components/schemas/Level'}}
                venues: {type: object, additionalProperties: {$ref: '#/components/schemas/Status'}}
                extra: {$ref: '#/components/schemas/Json'}
            Json: {description: Anything.}
        """;

    private static readonly ApiContract Contract = ApiContract.Parse(new StringReader(Yaml));

    [TestCase("{'id':'a','qty':1,'status':'open'}")]
    [TestCase("{'id':'','qty':-9223372036854775808,'status':'done','price':null,'live':false,'size':1,'small':1,'levels':[],'venues':{},'extra':null}")]
    [TestCase("{'id':'a','qty':1,'status':'open','size':0.1,'levels':[{'price':1},[1.5,2]],'venues':{'x':'open'},'extra':[{'a':[1]}]}")]
    public void What_fits_has_no_finding(string json) => Assert.That(Lines(json), Is.Empty);

    [TestCase("{'qty':1,'status':'open'}", "$.id: missing, and the contract requires it")]
    [TestCase("{'id':1,'qty':1,'status':'open'}", "$.id: integer, where the contract has string")]
    [TestCase("{'id':null,'qty':1,'status':'open'}", "$.id: null, where the contract has string")]
    [TestCase("{'id':'a','qty':null,'status':'open'}", "$.qty: null, where the contract has integer (int64)")]
    [TestCase("{'id':'a','qty':'1','status':'open'}", "$.qty: string, where the contract has integer (int64)")]
    [TestCase("{'id':'a','qty':1.0,'status':'open'}", "$.qty: number, where the contract has integer (int64)")]
    [TestCase("{'id':'a','qty':9223372036854775808,'status':'open'}", "$.qty: a number that does not fit int64")]
    [TestCase("{'id':'a','qty':1,'status':'open','small':2147483648}", "$.small: a number that does not fit int32")]
    [TestCase("{'id':'a','qty':1,'status':'Open'}", "$.status: the word 'Open', where the contract has one of open, done")]
    [TestCase("{'id':'a','qty':1,'status':'open','live':'true'}", "$.live: string, where the contract has boolean")]
    [TestCase("{'id':'a','qty':1,'status':'open','size':'0.1'}", "$.size: string, where the contract has number (decimal)")]
    [TestCase("{'id':'a','qty':1,'status':'open','levels':{}}", "$.levels: object, where the contract has array")]
    [TestCase("{'id':'a','qty':1,'status':'open','levels':[[1,2],[1]]}", "$.levels[1]: 1 entries, where the contract has at least 2")]
    [TestCase("{'id':'a','qty':1,'status':'open','levels':[{'size':1}]}", "$.levels[0].price: missing, and the contract requires it")]
    [TestCase("{'id':'a','qty':1,'status':'open','levels':['1']}", "$.levels[0]: string, where the contract has object or array")]
    [TestCase("{'id':'a','qty':1,'status':'open','venues':{'x':'open','y':'shut'}}", "$.venues.y: the word 'shut', where the contract has one of open, done")]
    [TestCase("[]", "$: array, where the contract has object")]
    public void What_does_not_fit_differs_and_names_its_path(string json, string finding)
    {
        Assert.That(Lines(json), Does.Contain(finding));
        Assert.That(Compare(json).Findings, Has.Some.Property(nameof(Finding.Severity)).EqualTo(Severity.Differs));
    }

    [Test]
    public void A_member_that_the_contract_does_not_list_is_a_note()
    {
        SchemaComparer comparison = Compare("{'id':'a','qty':1,'status':'open','surprise':true}");

        Finding finding = comparison.Findings.Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Note));
        Assert.That(finding.At.Path, Is.EqualTo("$.surprise"));
        Assert.That(comparison.Census.Seen(MemberStanding.Unknown).Single().Kinds, Is.EqualTo(new[] { "boolean" }));
    }

    [Test]
    public void The_census_knows_what_came_and_what_did_not()
    {
        MemberCensus census = Compare("{'id':'a','qty':1,'status':'open','price':null,'levels':[],'venues':{'x':'open'},'extra':{'deep':{'deeper':1}}}").Census;

        Assert.That(Patterns(census.NeverSeen), Is.EquivalentTo(new[] { "$.note", "$.live", "$.size", "$.small", "$.levels[]" }));
        Assert.That(Patterns(census.Seen(MemberStanding.Declared)), Does.Contain("$.venues.*").And.Contain("$.levels"));
        Assert.That(Patterns(census.Seen(MemberStanding.Free)), Is.EquivalentTo(new[] { "$.extra.deep", "$.extra.deep.deeper" }));
        Assert.That(census.Seen(MemberStanding.Declared).Single(member => member.Pattern == "$.price").Kinds, Is.EqualTo(new[] { "null" }));
    }

    [Test]
    public void Only_the_fact_of_the_member_itself_is_its_fact()
    {
        MemberCensus census = Compare("{'id':'a','qty':1,'status':'open','note':'n','levels':[[1,2]]}").Census;

        Dictionary<string, string?> facts = census.Seen(MemberStanding.Declared).ToDictionary(member => member.Pattern, member => member.Fact);
        Assert.That(facts["$.note"], Is.EqualTo("profile"));
        Assert.That(facts["$.levels[]"], Is.EqualTo("inferred"));
        Assert.That(facts["$.qty"], Is.Null);
    }

    [TestCase("NaN")]
    [TestCase("{'a':1}")]
    [TestCase("{\"a\":1,}")]
    [TestCase("{\"a\":1} {}")]
    [TestCase("{\"a\":1,\"a\":2}")]
    [TestCase("")]
    [TestCase("<html>")]
    public void What_the_standard_does_not_call_json_is_none(string text)
    {
        Assert.That(AnswerJson.Read(text, out string problem), Is.Null);
        Assert.That(problem, Is.Not.Empty);
    }

    [Test]
    public void Text_of_a_server_shows_no_key_and_no_control_characters()
    {
        string key = "seq_test_" + new string('a', 64);

        Assert.That(ServerText.Show($"bad key {key}!"), Is.EqualTo("bad key seq_test_…!"));
        Assert.That(ServerText.Show("wst_0123abcd"), Is.EqualTo("wst_…"));
        Assert.That(ServerText.Show("a\u001b[31m`\n"), Is.EqualTo("a?[31m??"));
        Assert.That(ServerText.Show(new string('x', 500)), Has.Length.LessThan(130));
    }

    private static SchemaComparer Compare(string json) => SchemaComparer.Compare(Parse(json), Contract.Schema("Order"));

    private static IEnumerable<string> Lines(string json) => Compare(json).Findings.Select(finding => $"{finding.At.Path}: {finding.Message}");

    private static IEnumerable<string> Patterns(IEnumerable<MemberRecord> members) => members.Select(member => member.Pattern);

    private static JToken Parse(string json) => AnswerJson.Read(json.Replace('\'', '"'), out _)!;
}
