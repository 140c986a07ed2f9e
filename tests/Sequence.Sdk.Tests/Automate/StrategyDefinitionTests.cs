using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Automate;

[TestFixture]
public sealed class StrategyDefinitionTests
{
    private static IEnumerable<TestCaseData> Broken =>
    [
        Case("Name", d => d.Name = ""),
        Case("Runtime", d => d.Runtime = " "),
        Case("Entrypoint", d => d.Entrypoint = ""),
        Case("ArtifactBase64", d => d.ArtifactBase64 = ""),
        Case("ArtifactBase64", d => d.ArtifactBase64 = "not base64!"),
        Case("Manifest", d => d.Manifest = "text"),
        Case("Placement", d => d.Placement = new JArray()),
        Case("Risk", d => d.Risk = 5),
        Case("Resources", d => d.Resources = true),
        Case("Env", d => d.Env = new Dictionary<string, string> { [""] = "x" }),
        Case("Env[A]", d => d.Env = new Dictionary<string, string> { ["A"] = null! }),
        Case("Secrets", d => d.Secrets = new Dictionary<string, string> { [" "] = "x" }),
        Case("SequenceApiKey", d => d.SequenceApiKey = ""),
    ];

    public static StrategyDefinition Smallest() => new() { Name = "pairs", Entrypoint = "main.py", ArtifactBase64 = "QUJD" };

    public static StrategyDefinition Full() => new StrategyDefinition
    {
        Name = "pairs",
        Runtime = "python",
        Entrypoint = "main.py",
        StartImmediately = true,
        Manifest = JObject.Parse("""{"commit": "abc"}"""),
        Placement = JObject.Parse("""{"mode": "auto", "latency_target": ["kalshi", "polymarket"]}"""),
        Risk = JObject.Parse("""{"max_notional_usd": 1000}"""),
        Resources = JObject.Parse("""{"cpu_millis": 250, "memory_mb": 512}"""),
        SequenceApiKey = "seq_live_feedfeedfeed",
        Env = new Dictionary<string, string> { ["LOG_LEVEL"] = "info" },
        Secrets = new Dictionary<string, string> { ["TOKEN"] = "hunter2hunter2" },
    }.SetArtifact("ABC"u8);

    [TestCaseSource(nameof(Broken))]
    public async Task A_broken_definition_is_refused_before_anything_is_sent(string field, Action<StrategyDefinition> damage)
    {
        using var wire = new WireRecorder();
        StrategyDefinition definition = Full();
        damage(definition);

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => wire.Client.CreateStrategyAsync(definition)))!;

        Assert.That(error.Field, Is.EqualTo(field));
        Assert.That(wire.Requests, Is.Empty);
    }

    [Test]
    public async Task No_definition_is_refused()
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => wire.Client.CreateStrategyAsync(null!)))!;

        Assert.That(error.Field, Is.EqualTo("definition"));
    }

    [Test]
    public void An_artifact_goes_in_as_bytes_and_out_as_base64()
    {
        byte[] archive = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

        StrategyDefinition definition = Smallest().SetArtifact(archive);

        Assert.That(Convert.FromBase64String(definition.ArtifactBase64), Is.EqualTo(archive));
    }

    [Test]
    public void An_empty_artifact_is_refused() =>
        Assert.That(() => Smallest().SetArtifact([]), Throws.TypeOf<SequenceValidationException>());

    [Test]
    public void Its_text_shows_no_secret()
    {
        string text = Full().ToString();

        Assert.That(text, Is.EqualTo("StrategyDefinition(pairs, python, main.py)"));
    }

    [Test]
    public async Task A_refusal_that_echoes_the_secrets_does_not_show_them()
    {
        using var wire = new WireRecorder();
        wire.Fail("createStrategy", System.Net.HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR", "bad: hunter2hunter2, seq_live_feedfeedfeed");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.CreateStrategyAsync(Full())))!;

        Assert.That(error.ToString(), Does.Not.Contain("hunter2").And.Not.Contain("feedfeed"));
        Assert.That(error.BodySnippet, Does.Not.Contain("hunter2").And.Not.Contain("feedfeed"));
    }

    private static TestCaseData Case(string field, Action<StrategyDefinition> damage, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) =>
        new TestCaseData(field, damage).SetArgDisplayNames(field, $"line {line}");
}
