using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

public sealed class PaperAccountTests
{
    private PaperAccount _paper = null!;

    [SetUp]
    public void Open() => _paper = new PaperAccount();

    [Test]
    public void It_begins_with_a_billion() =>
        Assert.That((_paper.OpeningCash, _paper.Settings.ToString(Newtonsoft.Json.Formatting.None)), Is.EqualTo((Usd("1000000000"), """{"default_balance_usd":1000000000.0}""")));

    [TestCase("0", "0")]
    [TestCase("12.000000001", "12.000000001")]
    [TestCase("9223372036", "9223372036")]
    public void A_balance_in_range_is_kept(string json, string cash)
    {
        _paper.Change(Parse($$"""{"default_balance_usd": {{json}}, "note": "mine"}"""));
        Assert.That((_paper.OpeningCash, (string?)_paper.Settings["note"]), Is.EqualTo((Usd(cash), "mine")));
    }

    [TestCase("-0.000000001")]
    [TestCase("0.0000000001")]
    [TestCase("9223372037")]
    [TestCase("79228162514264337593543950335")]
    [TestCase("\"5\"")]
    [TestCase("null")]
    [TestCase("true")]
    [TestCase("[1]")]
    public void A_balance_that_cannot_be_changes_nothing(string json)
    {
        JToken body = Parse($$"""{"note": "mine", "default_balance_usd": {{json}}}""");
        Refusal refusal = Assert.Throws<RefusedException>(() => _paper.Change(body))!.Refusal;
        Assert.That((refusal.Kind, refusal.Field, refusal.Problem), Is.EqualTo((RefusalKind.Validation, "default_balance_usd", "must be a number from 0 to 9223372036, with at most 9 decimals.")));
        Assert.That(_paper.Settings.Properties().Select(member => member.Name), Is.EqualTo(["default_balance_usd"]));
    }

    [Test]
    public void A_body_that_is_no_object_is_refused() =>
        Assert.That(Assert.Throws<RefusedException>(() => _paper.Change(new JArray()))!.Refusal, Is.EqualTo(new Refusal(RefusalKind.Validation, "body: must be a JSON object.", "body", "must be a JSON object.")));

    [Test]
    public void Settings_are_a_copy()
    {
        _paper.Settings["default_balance_usd"] = 1;
        Assert.That(_paper.OpeningCash, Is.EqualTo(Usd("1000000000")));
    }

    private static JToken Parse(string json) => ExchangeTest.Parse(json);
}
