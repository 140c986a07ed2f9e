namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>What no message may hold: the caller knows the contract, not what the exchange is written in.</summary>
internal static class DotNetWords
{
    private static readonly string[] All =
    [
        "System.", "Sequence.", "Newtonsoft", "Object reference", "Exception", "`1", "Int16", "Int32", "Int64", "UInt", "Boolean", "Nullable", "Decimal", "Double",
        "JObject", "JArray", "JToken", "JsonReader", "MaxDepth", "IEnumerable", "Parameter '", "is not a valid", "   at ",
    ];

    /// <summary>The first such word in a text; null when there is none.</summary>
    public static string? In(string text) => Array.Find(All, word => text.Contains(word, StringComparison.Ordinal));
}
