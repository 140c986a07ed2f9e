namespace Sequence.Sandbox.Http;

/// <summary>How many bytes the body of an operation may have.</summary>
internal static class BodyLimits
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    /// <summary>Of every operation without a limit of its own: a few members.</summary>
    public const int Default = 64 * KiB;

    /// <summary>Lists, graphs, and programs in base64.</summary>
    private static readonly Dictionary<string, int> Own = new(StringComparer.Ordinal)
    {
        ["submitOrder"] = 4 * MiB,
        ["seedSandboxPositions"] = 4 * MiB,
        ["getQuotesBatch"] = MiB,
        ["createBacktest"] = MiB,
        ["createDeployment"] = 16 * MiB,
        ["updateDeployment"] = MiB,
        ["deployAlgoBySymbol"] = 16 * MiB,
        ["createStrategy"] = 16 * MiB,
    };

    /// <summary>The operations with a limit of their own.</summary>
    public static IReadOnlyDictionary<string, int> ByOperation => Own;

    public static int Of(string operationId) => Own.GetValueOrDefault(operationId, Default);
}
