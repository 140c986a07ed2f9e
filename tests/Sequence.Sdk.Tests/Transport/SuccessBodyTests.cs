using System.Text;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>What the body of a 2xx is, seen without the type of the answer.</summary>
[TestFixture]
public sealed class SuccessBodyTests
{
    [TestCase("")]
    [TestCase(" \t\r\n")]
    [TestCase("\uFEFF")]
    [TestCase("\uFEFF {} ")]
    [TestCase("{}")]
    [TestCase(" [1, {\"error\": {}}] ")]
    [TestCase("\"error\"")]
    [TestCase("-1")]
    [TestCase("0")]
    [TestCase("95")]
    [TestCase("true")]
    [TestCase("false")]
    [TestCase("null")]
    [TestCase("""{"error": null}""")]
    [TestCase("""{"error": 0}""")]
    [TestCase("""{"error": []}""")]
    [TestCase("""{"order": {"error": {"code": "C"}}}""")]
    [TestCase("""{"error": "the last one", "id": "a"}""")]
    [TestCase("""{"id": {"a": [1]}, "error": "the last one"}""")]
    public void It_is_an_answer(string body) => Assert.That(Inspect(body), Is.EqualTo(new SuccessBody(IsJson: true)));

    [TestCase("<html>")]
    [TestCase("Service Unavailable")]
    [TestCase("+1")]
    [TestCase("{")]
    [TestCase("{\"a\"")]
    [TestCase("{\"a\": [1")]
    [TestCase("{} {}")]
    [TestCase("[] x")]
    [TestCase("1 2")]
    [TestCase("nothing")]
    [TestCase("trouble")]
    [TestCase("failed")]
    [TestCase("\uFEFF\uFEFF{}")]
    [TestCase("{} \uFEFF")]
    public void It_is_no_json(string body) => Assert.That(Inspect(body), Is.EqualTo(default(SuccessBody)));

    [TestCase("""{"error": {"code": "BUSY", "message": "m"}}""", "BUSY", "m")]
    [TestCase("""{"id": "a", "error": {"code": "BUSY", "message": "m"}}""", "BUSY", "m")]
    [TestCase("""{"error": {"code": "BUSY", "message": "m"}, "id": {"deep": [1]}}""", "BUSY", "m")]
    [TestCase("""{"error": "no"}""", "", "no")]
    [TestCase("""{"code": "C", "status": "failed", "message": "m", "request_id": "r", "details": [{"a": 1}], "error": "no"}""", "", "no")]
    [TestCase("\uFEFF{\"error\": \"no\"}", "", "no")]
    public void It_is_an_error(string body, string code, string message)
    {
        SuccessBody inspected = Inspect(body);

        Assert.That((inspected.IsJson, inspected.Error?.Code, inspected.Error?.Message), Is.EqualTo((true, code, message)));
    }

    [Test]
    public void What_is_longer_than_any_error_is_left_to_the_reader()
    {
        const string Open = """{"error": {"code": "C"}, "a": " """;
        string longest = Open + new string('x', (64 * 1024) - Open.Length - 2) + "\"}";

        Assert.That(Inspect(longest).Error?.Code, Is.EqualTo("C"));
        Assert.That(Inspect(longest.Insert(Open.Length, "x")), Is.EqualTo(new SuccessBody(IsJson: true)));
        Assert.That(Inspect(longest.Insert(Open.Length, "xx")[..^1]).IsJson, Is.True);
    }

    private static SuccessBody Inspect(string body) => SuccessBody.Inspect(Encoding.UTF8.GetBytes(body), isRead: true);
}
