using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Reference;

/// <summary>
/// Which .NET type stands for a type of the reference. Three rules hold everywhere and are differences of the language, not of a member:
/// f64 is decimal, since money is exact; u64 and usize are the 64-bit long, u8 to u32 the int that .NET lists use; a documented set of words is an open enumeration.
/// </summary>
internal static class RustType
{
    public static bool Fits(string rust, Type type, bool isNullable, string wire = "")
    {
        if (Inner(rust, "Option") is { } optional)
            return isNullable && Fits(optional, Nullable.GetUnderlyingType(type) ?? type, isNullable: false, wire);
        if (isNullable)
            return false;
        if (Inner(rust, "Vec") is { } item)
            return Argument(type, typeof(IReadOnlyList<>)) is { } element && Fits(item, element, isNullable: false);
        if (Inner(rust, "HashMap") is { } entry)
            return Argument(type, typeof(IReadOnlyDictionary<,>)) is { } value && Fits(entry.Split(", ")[1], value, isNullable: false);
        return rust switch
        {
            "String" or "&str" => type == typeof(string) || IsOpenEnum(type),
            "bool" => type == typeof(bool),
            "f64" => type == typeof(decimal),
            "i64" or "u64" when wire.EndsWith("_1e8", StringComparison.Ordinal) => type == typeof(Qty),
            "i64" or "u64" when wire.EndsWith("_1e9", StringComparison.Ordinal) => type == typeof(Px) || type == typeof(Usd),
            "u64" when wire.EndsWith("_ns", StringComparison.Ordinal) && !wire.Contains("latency") => type == typeof(UnixNanos),
            "i64" or "u64" or "usize" => type == typeof(long),
            "u8" or "u16" or "u32" => type == typeof(int),
            "Duration" => type == typeof(TimeSpan),
            "Value" => typeof(JToken).IsAssignableFrom(type),
            "&[&str]" => type == typeof(IEnumerable<string>) || type == typeof(string[]),
            "&[u8]" => type == typeof(ReadOnlyMemory<byte>),
            _ => type.Name == rust || type.Name == rust.Split("::")[^1],
        };
    }

    private static string? Inner(string rust, string wrapper) =>
        rust.StartsWith(wrapper + "<", StringComparison.Ordinal) ? rust[(wrapper.Length + 1)..^1] : null;

    private static Type? Argument(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[^1] : null;

    private static bool IsOpenEnum(Type type) => type.GetProperty("IsKnown") is not null && type.GetProperty("Known") is not null;
}
