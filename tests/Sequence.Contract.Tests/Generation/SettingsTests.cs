using Newtonsoft.Json.Linq;

namespace Sequence.Contract.Tests.Generation;

/// <summary>Client and server are generated alike, but for what makes them client and server.</summary>
public sealed class SettingsTests
{
    private static readonly string[] SideByNature =
        ["additionalNamespaceUsages", "className", "clientBaseClass", "namespace", "parameterArrayType", "typeAccessModifier"];

    [Test]
    public void Both_sides_differ_only_in_what_makes_them_sides()
    {
        JObject client = SettingsOf("Sequence.Sdk");
        JObject server = SettingsOf("Sequence.Sandbox");
        IEnumerable<string> differing = client.Properties().Concat(server.Properties())
            .Select(setting => setting.Name)
            .Distinct()
            .Where(name => !JToken.DeepEquals(client[name], server[name]))
            .Order(StringComparer.Ordinal);
        Assert.That(differing, Is.EqualTo(SideByNature));
    }

    private static JObject SettingsOf(string project) =>
        (JObject)JObject.Parse(Repository.Read($"src/{project}/Generation/nswag.json")).SelectToken("codeGenerators.openApiToCSharpClient")!;
}
