namespace Sequence.ContractProbe;

/// <summary>Which build of the tool this is.</summary>
internal static class ToolVersion
{
    public static string Short { get; } = typeof(ToolVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
