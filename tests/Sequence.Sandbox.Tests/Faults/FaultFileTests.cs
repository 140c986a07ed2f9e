using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sequence.Exchange.Faults;
using Sequence.Sandbox.Tests.BadInput;
using Sequence.Sandbox.Tool;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>Faults from a file.</summary>
public sealed partial class FaultFileTests
{
    [Test]
    public async Task The_example_of_the_docs_sets_its_faults()
    {
        string page = Repository.Read("docs/sandbox.md");
        await using SandboxExchange exchange = await StartAsync(Example().Match(page).Groups["json"].Value);

        Assert.That(exchange.Faults.All.Select(fault => fault.Fault.ToString()), Is.EqualTo<string>(
        [
            "dropAfterAccept submitOrder", "gatewayPage *", "rateLimit get*", "unknownValue getOrder", "skewClock *", "delay fills",
            "stallTopic prices:BTC-USD", "closeSockets *",
        ]));
        Fault limit = exchange.Faults.All[2].Fault;
        Assert.That((limit.Begin, limit.Length), Is.EqualTo((TimeSpan.FromMinutes(1), (TimeSpan?)TimeSpan.FromSeconds(5))));
        Assert.That((exchange.Faults.All[1].Fault.Chance, exchange.Faults.All[1].Fault.IsAfterAccept), Is.EqualTo((0.05, true)));
        Assert.That(exchange.Faults.All[0].Fault.MostTimes, Is.EqualTo(1));
    }

    [Test]
    public void Every_fault_can_stand_in_a_file_under_its_name()
    {
        IEnumerable<string> factories = typeof(Fault).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => char.ToLowerInvariant(method.Name[0]) + method.Name[1..]);

        Assert.That(FaultFile.Kinds.Keys, Is.EquivalentTo(factories));
    }

    [TestCase("""{}""", "array")]
    [TestCase("""[""", "Path")]
    [TestCase("""[1]""", "[0]: a fault is an object")]
    [TestCase("""[{"operation": "submitOrder"}]""", "[0].fault: is missing")]
    [TestCase("""[{"fault": "explode"}]""", "[0].fault: 'explode'")]
    [TestCase("""[{"fault": "resetSockets"}, {"fault": "status", "operation": "submitOrdr", "status": 503}]""", "[1].operation: 'submitOrdr'")]
    [TestCase("""[{"fault": "status", "operation": "submitOrder"}]""", "[0].status: is missing")]
    [TestCase("""[{"fault": "status", "operation": "submitOrder", "status": 200}]""", "[0].status: An error has a status from 400 to 599.")]
    [TestCase("""[{"fault": "status", "operation": "submitOrder", "status": "503"}]""", "[0].status: must be an integer")]
    [TestCase("""[{"fault": "stallTopic", "topic": "price:BTC-USD"}]""", "[0].topic: 'price:BTC-USD'")]
    [TestCase("""[{"fault": "stallTopic", "operation": "submitOrder"}]""", "[0].topic: is missing")]
    [TestCase("""[{"fault": "delay", "topic": "submitOrder", "delay_ms": 1}]""", "[0].topic: 'submitOrder'")]
    [TestCase("""[{"fault": "delay", "topic": "orders", "operation": "getOrder", "delay_ms": 1}]""", "[0].topic: ")]
    [TestCase("""[{"fault": "delay", "topic": "orders", "delay_ms": 1, "after_accept": true}]""", "[0].after_accept: ")]
    [TestCase("""[{"fault": "delay", "topic": "orders", "delay_ms": 0}]""", "[0].delay_ms: ")]
    [TestCase("""[{"fault": "delay", "topic": "orders", "delay_ms": 1e20}]""", "[0].delay_ms: ")]
    [TestCase("""[{"fault": "garbage", "operation": "*", "probability": 1.5}]""", "[0].probability: ")]
    [TestCase("""[{"fault": "garbage", "operation": "*", "times": 0}]""", "[0].times: ")]
    [TestCase("""[{"fault": "garbage", "operation": "*", "tims": 1}]""", "[0].tims: ")]
    [TestCase("""[{"fault": "closeSockets", "code": 1005}]""", "[0].code: ")]
    public async Task What_does_not_fit_is_refused_at_the_start_and_named(string json, string named) => await Assert.ThatAsync(
        () => StartAsync(json), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("faults.json: ").And.Message.Contains(named));

    [Test]
    public async Task The_command_line_refuses_it_in_one_sentence()
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        int exit = await SandboxCommand.RunAsync(["--urls", "http://127.0.0.1:0", "--faults", await WriteAsync("""[{"fault": "status", "operation": "x", "status": 503}]""")], output, errors);

        Assert.That((exit, output.ToString()), Is.EqualTo((1, "")));
        Assert.That(errors.ToString().Trim().Split('\n').Single(), Does.Contain("[0].operation").And.Contains("'x'"));
    }

    private static async Task<SandboxExchange> StartAsync(string json) => await SandboxExchange.StartAsync(new SandboxOptions { FaultFile = await WriteAsync(json) });

    private static async Task<string> WriteAsync(string json)
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, TestContext.CurrentContext.Test.ID + "faults.json");
        await File.WriteAllTextAsync(file, json);
        return file;
    }

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
