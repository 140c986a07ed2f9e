using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Measuring;

/// <summary>Candidates that do not do the same are not compared.</summary>
internal static class SameResult
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ContractJson.Settings());

    /// <summary>The value as the text that the contract gives it.</summary>
    public static string TextOf(object value) => JToken.FromObject(value, Serializer).ToString(Formatting.None);

    public static void Require(string what, string expected, string actual)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
            throw new InvalidOperationException($"{what} differs: expected {expected} but got {actual}.");
    }
}
