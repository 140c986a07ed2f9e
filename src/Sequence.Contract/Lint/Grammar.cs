namespace Sequence.Contract.Lint;

/// <summary>How many objects of a kind a member holds.</summary>
internal enum Holds
{
    One,
    List,
    Map,
}

/// <summary>What may stand under one keyword.</summary>
internal sealed record Keyword(string Kind, Holds Holds);

/// <summary>The keywords that each OpenAPI 3.0 object may have in this contract, and what stands under each.</summary>
internal static class Grammar
{
    public const string Document = "document";
    public const string PathItem = "pathItem";
    public const string Operation = "operation";
    public const string Parameter = "parameter";
    public const string RequestBody = "requestBody";
    public const string MediaType = "mediaType";
    public const string Response = "response";
    public const string Components = "components";
    public const string Schema = "schema";

    /// <summary>A string.</summary>
    public const string Text = "text";

    /// <summary>True or false.</summary>
    public const string Flag = "flag";

    /// <summary>A number.</summary>
    public const string Number = "number";

    /// <summary>Anything: an example, or a table of our own.</summary>
    public const string Free = "free";

    /// <summary>A schema, or true or false.</summary>
    public const string SchemaOrFlag = "schemaOrFlag";

    // name = a string, name:kind = one object or value, name:kind[] = a list, name:kind{} = objects by name.
    private static readonly Dictionary<string, IReadOnlyDictionary<string, Keyword>> Kinds = new()
    {
        [Document] = Words("openapi info:info servers:server[] tags:tag[] security:free[] paths:pathItem{} components:components"),
        ["info"] = Words("title version description termsOfService contact:contact license:license"),
        ["contact"] = Words("name url email"),
        ["license"] = Words("name url"),
        ["server"] = Words("url description variables:free{}"),
        ["tag"] = Words("name description externalDocs:externalDocs"),
        ["externalDocs"] = Words("url description"),
        [PathItem] = Words("summary description parameters:parameter[] get:operation put:operation post:operation delete:operation patch:operation"),
        [Operation] = Words("operationId tags:text[] summary description deprecated:flag parameters:parameter[] requestBody:requestBody responses:response{} security:free[] externalDocs:externalDocs"),
        [Parameter] = Words("$ref name in required:flag description deprecated:flag schema:schema style explode:flag example:free"),
        [RequestBody] = Words("$ref description required:flag content:mediaType{}"),
        [MediaType] = Words("schema:schema example:free"),
        [Response] = Words("$ref description content:mediaType{} headers:header{}"),
        ["header"] = Words("$ref description required:flag deprecated:flag schema:schema example:free"),
        [Components] = Words("schemas:schema{} responses:response{} parameters:parameter{} headers:header{} requestBodies:requestBody{} securitySchemes:securityScheme{}"),
        ["securityScheme"] = Words("type description name in scheme bearerFormat"),
        [Schema] = Words(
            "$ref type format title description nullable:flag deprecated:flag readOnly:flag writeOnly:flag default:free example:free enum:free[] "
            + "properties:schema{} required:text[] additionalProperties:schemaOrFlag items:schema "
            + "allOf:schema[] anyOf:schema[] oneOf:schema[] not:schema discriminator:free "
            + "minimum:number maximum:number exclusiveMinimum:flag exclusiveMaximum:flag minLength:number maxLength:number pattern "
            + "minItems:number maxItems:number uniqueItems:flag minProperties:number maxProperties:number"),
    };

    /// <summary>Extensions that a template, the sandbox or these rules read; any other one is a typing mistake.</summary>
    public static IReadOnlySet<string> Extensions { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "x-fact", "x-idempotent", "x-anonymous", "x-websocket", "x-frames", "x-sse", "x-channels", "x-enumNames", "x-cs-name",
        "x-send-null", "x-hot", "x-alias-of", "x-urgent", "x-vendor-methods", "x-note", "x-enumDescriptions", "x-may-be-missing", "x-secret",
    };

    public static bool IsExtension(string name) => name.StartsWith("x-", StringComparison.Ordinal);

    public static bool IsObject(string kind) => Kinds.ContainsKey(kind);

    public static Keyword? Find(string kind, string keyword) => Kinds[kind].GetValueOrDefault(keyword);

    public static IEnumerable<string> Allowed(string kind) => Kinds[kind].Keys;

    private static Dictionary<string, Keyword> Words(string words) => words.Split(' ').Select(word => word.Split(':')).ToDictionary(
        parts => parts[0],
        parts => parts.Length == 1 ? new Keyword(Text, Holds.One) : Read(parts[1]),
        StringComparer.Ordinal);

    private static Keyword Read(string kind) => kind[^2..] switch
    {
        "[]" => new Keyword(kind[..^2], Holds.List),
        "{}" => new Keyword(kind[..^2], Holds.Map),
        _ => new Keyword(kind, Holds.One),
    };
}
