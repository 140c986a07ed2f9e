using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Sequence.ContractProbe.Contract;

/// <summary>The contract, as far as a comparison with a server needs it.</summary>
internal sealed class ApiContract
{
    private const string Resource = "sequence.yaml";
    private const string Unlabelled = "unlabelled";

    private static readonly string[] Verbs = ["get", "put", "post", "delete", "patch"];

    private readonly YamlMappingNode _root;
    private readonly SchemaReader _schemas;
    private readonly Dictionary<string, ContractOperation> _byId;

    private ApiContract(YamlMappingNode root)
    {
        _root = root;
        _schemas = new SchemaReader(root);
        Version = root.Map("info")?.Text("version") ?? "";
        Operations = [.. root.Map("paths").Maps().SelectMany(path => OperationsOf(path.Name, path.Value))];
        Channels = [.. root.List("x-channels").OfType<YamlMappingNode>().Select(ChannelOf)];
        _byId = Operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal);
    }

    public string Version { get; }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public IReadOnlyList<ContractChannel> Channels { get; }

    public WireSchema ErrorEnvelope => Schema("ErrorEnvelope");

    /// <summary>The contract of the repository, as it stood when the tool was built.</summary>
    public static ApiContract Embedded()
    {
        using Stream stream = typeof(ApiContract).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("The tool was built without its contract.");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }

    public static ApiContract Parse(TextReader yaml)
    {
        YamlStream stream = [];
        stream.Load(yaml);
        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new ApiContract(root)
            : throw new InvalidDataException("The contract is one YAML document with an object at its top.");
    }

    public ContractOperation Operation(string id) => _byId[id];

    public WireSchema Schema(string name) => _schemas.Named(name);

    private IEnumerable<ContractOperation> OperationsOf(string path, YamlMappingNode item)
    {
        foreach ((string verb, YamlMappingNode node) in item.Maps().Where(member => Verbs.Contains(member.Name)))
        {
            IEnumerable<YamlNode> parameters = item.List("parameters").Concat(node.List("parameters"));
            yield return new ContractOperation(
                node.Text("operationId") ?? throw new InvalidDataException($"{verb} {path} has no operationId."),
                verb.ToUpperInvariant(),
                path,
                node.Text("x-fact") ?? Unlabelled,
                node.IsTrue("x-anonymous"),
                node.IsTrue("x-idempotent"),
                node.IsTrue("x-websocket") ? Delivery.WebSocket : node.IsTrue("x-sse") ? Delivery.ServerSentEvents : Delivery.Json,
                [.. parameters.OfType<YamlMappingNode>().Select(ParameterOf)],
                AnswersOf(node));
        }
    }

    private ContractParameter ParameterOf(YamlMappingNode node)
    {
        YamlMappingNode parameter = Resolve(node);
        YamlNode? example = parameter.Get("example") ?? parameter.Map("schema")?.Get("default");
        return new ContractParameter(parameter.Text("name") ?? "", parameter.Text("in") == "path", parameter.IsTrue("required"), Sent(example));
    }

    /// <summary>A value as it is sent in a path or a query: a list is one text with commas.</summary>
    private static string? Sent(YamlNode? value) => value switch
    {
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode list => string.Join(',', list.Children.Select(Sent)),
        _ => null,
    };

    private Dictionary<int, WireSchema> AnswersOf(YamlMappingNode operation)
    {
        Dictionary<int, WireSchema> answers = [];
        foreach ((string status, YamlMappingNode node) in operation.Map("responses").Maps())
        {
            if (int.TryParse(status, CultureInfo.InvariantCulture, out int code) && code < 400)
            {
                YamlMappingNode? schema = Resolve(node).Map("content")?.Map("application/json")?.Map("schema");
                answers[code] = schema is null ? new WireSchema() : _schemas.Read(schema);
            }
        }

        return answers;
    }

    private ContractChannel ChannelOf(YamlMappingNode node) => new(
        node.Text("topic") ?? "",
        node.Text("path") ?? "",
        node.Text("x-fact") ?? Unlabelled,
        _schemas.Referred(node.Text("schema") ?? ""));

    private YamlMappingNode Resolve(YamlMappingNode node)
    {
        if (node.Text("$ref") is not { } reference)
            return node;
        YamlMappingNode? target = _root;
        foreach (string step in reference.Split('/').Skip(1))
            target = target?.Map(step);
        return target ?? throw new InvalidDataException($"'{reference}' leads nowhere.");
    }
}
