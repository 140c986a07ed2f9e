using System.Reflection;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>
/// Documents for a type of the contract, as a server might write them and some that none should: members in any order, missing, null, twice,
/// unknown or in other letters, names and texts escaped, white space anywhere, numbers with exponents, as texts, too large or of the wrong type.
/// </summary>
internal static class HotDocuments
{
    private static readonly Gen<string> Spaces = Gen.Frequency((12, Gen.Const("")), (1, Gen.OneOf(" ", "\n", "\t ", "\r\n")));

    private static readonly Gen<string> Integers = Gen.OneOf(
        Gen.Long.Select(i => JsonConvert.ToString(i)),
        Gen.Int[-1000, 1000].Select(i => JsonConvert.ToString(i)));

    private static readonly Gen<string> OddIntegers = Gen.OneOf(
        "9223372036854775808", "-9223372036854775809", "-0", "1.0", "2e3", "\"17\"", "\"-5\"", "\" 5\"", "\"\"", "true", "[]", "1E2", "12345678901234567890123");

    private static readonly Gen<string> Decimals = Gen.OneOf(
        Gen.Select(Gen.Long[-99_999_999, 99_999_999], Gen.Int[0, 8]).Select((digits, scale) => Text(new decimal((int)Math.Abs(digits), 0, 0, digits < 0, (byte)scale))),
        Gen.Select(Gen.Int[0, 99_999], Gen.Int[-9, 9]).Select((digits, exponent) => FormattableString.Invariant($"{digits}e{exponent}")),
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 9]).Select((digits, rest) => FormattableString.Invariant($"{digits}.{rest}")));

    private static readonly Gen<string> OddDecimals = Gen.OneOf(
        "1e30", "1e400", "12345678901234567890.12345678", "0.0000000000000000000000000001", "79228162514264337593543950335", "79228162514264337593543950336",
        "0.12345678901234567890123456789012345", "-0.0", "1.50E+2", "15.0e-1", "\"1.5\"", "\"1,5\"", "\"\"", "false", "{}", "100000000000000000000000000000.5");

    private static readonly Gen<string> Texts = Gen.Frequency(
        (6, Gen.OneOf("BTC-USD", "kraken", "BUY", "FILLED", "", "2026-01-01T00:00:00Z", "null", "a text that is longer than the table of texts takes in").Select(JsonConvert.ToString)),
        (3, Gen.String.Select(text => JsonConvert.ToString(text))),
        (2, Gen.OneOf("\"Z\u00FCrich \u20AC\"", "\"\\u0042TC\"", "\"\U0001F600\"", "\"\\ud83d\\ude00\"", "\"quote\\\" and \\\\ slash \\/\"")));

    private static readonly Gen<string> OddTexts = Gen.OneOf("17", "1.50", "true", "\"half \\ud83d\"", "[\"a\"]", "{}");

    private static readonly Gen<string> Anything = Gen.Frequency(
        (60, Gen.OneOf(Texts, Integers, Decimals, Gen.OneOf("null", "true", "[]", "{}", "[1,[2.50,null]]", "{\"a\":{\"b\":[1e2,\"x\"]}}"))),
        (1, Gen.OneOf(OddIntegers, OddDecimals, OddTexts)));

    private static readonly Gen<string> Levels = Gen.Frequency(
        (200, Gen.Select(Decimals, Decimals).Select((price, size) => $"{{\"price\":{price},\"size\":{size}}}")),
        (100, Gen.Select(Decimals, Integers).Select((price, size) => $"[{price}, {size}]")),
        (10, Gen.Select(Decimals, Decimals, Anything).Select((price, size, more) => $"{{\"size\":{size},\"n\":{more},\"price\":{price}}}")),
        (10, Gen.Select(Decimals, Decimals, Anything).Select((price, size, more) => $"[{price},{size},{more}]")),
        (1, Gen.OneOf("[]", "{}", "[1]", "null", "7", "[1,null]", "{\"price\":1}", "{\"price\":1,\"size\":2,\"price\":3}", "{\"Price\":1,\"size\":2}", "[\"1\",2]")));

    public static Gen<string> Of(Type type) => type == typeof(QuoteEntry) ? Entries() : Objects(type);

    private static Gen<string> Objects(Type type)
    {
        Gen<string?>[] members = [.. type.GetProperties()
            .Select(property => (Name: property.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName, property.PropertyType))
            .Where(member => member.Name is not null)
            .Select(member => Members(member.Name!, Values(member.PropertyType)))];
        Gen<string?> extra = Gen.Frequency(
            (6, Gen.Const((string?)null)),
            (2, Anything.Select(value => (string?)$"\"extra_1\":{value}")),
            (20, Anything.Select(value => (string?)$"\"extra 2\": {value}")),
            (1, Anything.Select(value => (string?)$"\"Extra\": {value}")));
        return Gen.Select(Gen.Select(new Written(members), extra, extra), Spaces).Select((parts, space) =>
        {
            (string[] known, string? one, string? other) = parts;
            IEnumerable<string> all = one is not null && one.Length % 2 == 0 ? [one, .. known] : [.. known, .. one is null ? [] : new[] { one }];
            return "{" + space + string.Join(space + "," + space, other is null ? all : all.Append(other)) + space + "}";
        });
    }

    private static Gen<string?> Members(string name, Gen<string> values) => Gen.Frequency(
        (1000, values.Select(value => (string?)$"\"{name}\":{value}")),
        (20, Gen.Const((string?)null)),
        (20, Gen.Const((string?)$"\"{name}\": null")),
        (1, values.Select(value => (string?)$"\"\\u{(int)name[0]:x4}{name[1..]}\":{value}")),
        (1, values.Select(value => (string?)$"\"{char.ToUpperInvariant(name[0])}{name[1..]}\":{value}")),
        (1, Gen.Select(values, values).Select((one, two) => (string?)$"\"{name}\":{one},\"{name}\":{two}")),
        (1, values.Select(value => (string?)$"\"{name}\":{value},\"{name}\":null")));

    private static Gen<string> Values(Type declared)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOpenEnum<>)))
            return Mostly(Texts, OddTexts);
        if (type == typeof(decimal))
            return Mostly(Decimals, OddDecimals);
        if (type == typeof(bool))
            return Mostly(Gen.OneOf("true", "false"), Gen.OneOf("\"true\"", "1", "[]"));
        if (type == typeof(JToken))
            return Anything;
        if (type == typeof(BookLevel))
            return Levels;
        if (type == typeof(QuoteEntry))
            return Entries();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Mostly(Items(type.GetGenericArguments()[0]), Gen.OneOf("{}", "[null]", "7", "[7]"));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Mostly(Entries(type.GetGenericArguments()[1]), Gen.OneOf("[]", "{\"a\":null}", "7", "{\"a\":7}"));
        if (type == typeof(int))
            return Mostly(Gen.Int.Select(i => JsonConvert.ToString(i)), OddIntegers);
        return type.IsValueType ? Mostly(Integers, OddIntegers) : Mostly(Objects(type), Gen.OneOf("[]", "7", "\"text\""));
    }

    private static Gen<string> Items(Type type) => Values(type).Array[0, 4].Select(items => "[" + string.Join(",", items) + "]");

    private static Gen<string> Entries(Type type) => Gen.Select(Gen.OneOf("kraken", "Binance", "a b", "\\u006bx"), Values(type)).Array[0, 3]
        .Select(entries => "{" + string.Join(", ", entries.Select(entry => $"\"{entry.Item1}\":{entry.Item2}")) + "}");

    private static Gen<string> Entries() => Gen.Frequency(
        (40, Objects(typeof(Quote))),
        (20, Gen.Select(Texts, Texts).Select((symbol, error) => $"{{\"symbol\":{symbol},\"error\":{error}}}")),
        (1, Gen.Select(Texts, Anything).Select((symbol, error) => $"{{\"error\":{error}, \"symbol\":{symbol}}}")),
        (1, Gen.Select(Texts, Anything).Select((symbol, error) => $"{{\"symbol\":{symbol},\"error\":{error},\"nbbo\":{{}},\"venues\":{{}}}}")),
        (1, Gen.OneOf("{}", "{\"error\":\"x\"}", "{\"symbol\":\"a\",\"error\":\"x\",\"error\":null}", "{\"Error\":\"x\",\"nbbo\":{},\"venues\":{}}")));

    private static Gen<string> Mostly(Gen<string> usual, Gen<string> odd) => Gen.Frequency((400, usual), (1, odd));

    private static string Text(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The members that came, sometimes in another order.</summary>
    private sealed class Written(Gen<string?>[] members) : Gen<string[]>
    {
        public override string[] Generate(PCG source, Size? min, out Size size)
        {
            size = new Size(0);
            List<string> written = [];
            foreach (Gen<string?> member in members)
            {
                if (member.Generate(source, null, out _) is { } text)
                    written.Insert(source.Next(4) == 0 ? 0 : written.Count, text);
            }

            return [.. written];
        }
    }
}
