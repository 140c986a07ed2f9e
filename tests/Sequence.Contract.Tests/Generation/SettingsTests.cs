using Newtonsoft.Json.Linq;

namespace Sequence.Contract.Tests.Generation;

/// <summary>Client and server are generated alike, but for what makes them client and server.</summary>
public sealed class SettingsTests
{
    private static readonly string[] SideByNature =
        ["additionalNamespaceUsages", "className", "clientBaseClass", "namespace", "parameterArrayType", "typeAccessModifier"];

    /// <summary>The server side is generated in two parts: its models in the exchange, its operations in the host.</summary>
    [TestCase("Sequence.Exchange", "generateClientClasses")]
    [TestCase("Sequence.Sandbox", "generateDtoTypes")]
    public void Both_sides_differ_only_in_what_makes_them_sides(string project, string leftOut)
    {
        JObject client = SettingsOf("Sequence.Sdk");
        JObject server = SettingsOf(project);
        IEnumerable<string> differing = client.Properties().Concat(server.Properties())
            .Select(setting => setting.Name)
            .Distinct()
            .Where(name => !JToken.DeepEquals(client[name], server[name]))
            .Order(StringComparer.Ordinal);
        Assert.That(differing, Is.EquivalentTo(SideByNature.Append(leftOut)));
        Assert.That((bool)server[leftOut]!, Is.False);
    }

    private static JObject SettingsOf(string project) =>
        (JObject)JObject.Parse(Repository.Read($"src/{project}/Generation/nswag.json")).SelectToken("codeGenerators.openApiToCSharpClient")!;
}
