using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>
/// A reference that may be null. In OpenAPI 3.0 <c>nullable</c> beside <c>allOf</c> allows nothing, since the referred schema still refuses null;
/// the contract therefore says <c>anyOf</c> of the reference and of <c>JsonNull</c>.
/// </summary>
internal static class NullableForm
{
    /// <summary>The schema of null alone.</summary>
    public const string Name = "JsonNull";

    private const string Reference = "#/components/schemas/" + Name;

    /// <summary>The reference of a schema in this form; null for any other schema.</summary>
    public static YamlMappingNode? TargetOf(YamlMappingNode schema) =>
        schema.List("anyOf") is [YamlMappingNode target, YamlMappingNode other] && other.Text("$ref") == Reference && target.Has("$ref") ? target : null;
}
