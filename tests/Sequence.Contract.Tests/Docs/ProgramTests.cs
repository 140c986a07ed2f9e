namespace Sequence.Contract.Tests.Docs;

/// <summary>Docs are code: what they show compiles, and what they show running runs.</summary>
[NonParallelizable]
public sealed class ProgramTests
{
    [Test]
    public async Task The_sample_of_the_readme_runs()
    {
        string output = await CompiledProgram.Compile(MarkdownCode.CSharpOf("README.md").Single()).RunAsync();
        Assert.That(output, Does.Match(@"^asked \d+(\.\d+)?, filled 0\.29 of 0\.29: (COMPLETED|FILLED)"));
    }

    [Test]
    public void The_sample_of_the_readme_has_about_ten_lines() =>
        Assert.That(MarkdownCode.CSharpOf("README.md").Single().Split('\n').Count(line => line.Trim().Length > 0), Is.InRange(5, 12));

    [Test]
    public async Task The_sample_of_the_sandbox_package_runs()
    {
        string output = await CompiledProgram.Compile(MarkdownCode.CSharpOf("src/Sequence.Sandbox/README.md").Single()).RunAsync();
        Assert.That(output, Does.Match(@"^filled 0\.29 of 0\.29: (COMPLETED|FILLED)"));
    }

    [Test]
    public void The_sample_of_the_sdk_package_compiles() =>
        Assert.That(() => CompiledProgram.Compile(MarkdownCode.CSharpOf("src/Sequence.Sdk/README.md").Single()), Throws.Nothing);

    [Test]
    public void The_program_of_the_api_map_compiles() =>
        Assert.That(() => CompiledProgram.Compile(MarkdownCode.CSharpOf("docs/api-map.md").Single()), Throws.Nothing);

    [Test]
    public async Task The_program_of_the_api_map_runs_against_the_sandbox()
    {
        const string Endless = "await foreach (StreamEvent e in stream)\n{";
        string program = MarkdownCode.CSharpOf("docs/api-map.md").Single();
        Assert.That(program, Does.Contain(Endless));
        string ending = program.Replace(Endless, "int seen = 0;\n" + Endless + "\n    if (++seen == 20) break;", StringComparison.Ordinal);
        string output = await CompiledProgram.Compile(ending).RunAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output, Does.StartWith("BTC-USD"));
            Assert.That(output, Does.Contain("NO-SUCH: "));
            Assert.That(output, Does.Match(@"(BTC|ETH)-USD \d"));
            Assert.That(output.TrimEnd(), Does.Match(@"NOT_FOUND \S* Never$"));
        }
    }

    [Test]
    public void A_program_that_uses_what_is_not_there_does_not_compile() =>
        Assert.That(
            () => CompiledProgram.Compile("using Sequence.Sdk; using var c = new SequenceClient(\"k\"); c.NoSuchVerb();"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("NoSuchVerb"));

    [TestCase("Qty", "Px", "+")]
    [TestCase("Px", "Usd", "+")]
    [TestCase("Qty", "Usd", "-")]
    public void Amounts_of_different_kinds_do_not_add_up(string left, string right, string op) =>
        Assert.That(
            () => CompiledProgram.Compile($"using Sequence.Sdk; var sum = {left}.Zero {op} {right}.Zero; Console.WriteLine(sum);"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("CS0019"));

    [Test]
    public void A_double_is_no_amount() =>
        Assert.That(
            () => CompiledProgram.Compile("using Sequence.Sdk; Console.WriteLine(Qty.FromDecimal(1.5));"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("CS1503"));
}
