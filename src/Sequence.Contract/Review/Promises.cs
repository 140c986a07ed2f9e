using Sequence.Contract.Lint;
using Sequence.Contract.Preparation;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Review;

/// <summary>Everything of a contract that a program may depend on; descriptions, examples and the order mean nothing.</summary>
internal static class Promises
{
    public static IEnumerable<Promise> Of(ContractDocument contract) => [.. Operations(contract), .. Topics(contract), .. Schemas(contract)];

    private static IEnumerable<Promise> Operations(ContractDocument contract)
    {
        foreach (Operation operation in contract.Operations)
        {
            string id = operation.Title;
            yield return new Promise(id, "", $"{operation.Verb} {operation.Path}, {operation.Node.List("tags")[0]}{Marks(operation.Node)}");
            foreach (YamlMappingNode parameter in contract.ParametersOf(operation))
            {
                bool isAsked = parameter.IsTrue("required");
                yield return new Promise(id, $"{parameter.Text("in")} {parameter.Text("name")}", $"{SchemaText.Of(parameter.Get("schema")!)}{(isAsked ? "" : ", optional")}", isAsked);
            }

            if (operation.Node.Map("requestBody") is { } body)
                yield return new Promise(id, "body", Content(contract.Resolve(body)!), IsAsked: true);
            foreach ((string status, _, YamlNode answer) in operation.Node.MembersOf("responses"))
                yield return new Promise(id, status, Content(contract.Resolve((YamlMappingNode)answer)!));
        }
    }

    private static string Marks(YamlMappingNode operation) => string.Concat(
        operation.Members().Where(member => member.Name.StartsWith("x-", StringComparison.Ordinal) && operation.IsTrue(member.Name)).Select(member => ", " + member.Name[2..]).Order(StringComparer.Ordinal));

    private static string Content(YamlMappingNode message) => SchemaText.OfContent(message) ?? "no content";

    private static IEnumerable<Promise> Topics(ContractDocument contract) =>
        from topic in contract.Root.List("x-channels").OfType<YamlMappingNode>()
        select new Promise($"topic {topic.Text("topic")}", "", $"{topic.Text("event")} of {SchemaText.Of(topic.Get("schema")!)} on {topic.Text("path")}, {topic.Text("queue")}");

    private static IEnumerable<Promise> Schemas(ContractDocument contract)
    {
        HashSet<string> sent = SentSchemas.Of(contract);
        foreach (Place place in contract.Of(Grammar.Schema).Where(place => place.IsNamed))
        {
            if (place.Node.Has("enum"))
            {
                foreach ((YamlNode word, string name) in place.Node.List("enum").Zip(ClrNames.OfWords(place.Node)))
                    yield return new Promise(place.Key, $"word {word}", name);
                continue;
            }

            yield return new Promise(place.Key, "", SchemaText.Of(place.Node));
            foreach ((string name, string text, bool isRequired) in SchemaText.MembersOf(place.Node, place.Key))
                yield return new Promise(place.Key, name, $"{text}{(isRequired ? "" : ", optional")}", isRequired && sent.Contains(place.Key));
        }
    }
}
