using CsCheck;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>Bad input of every kind, and good input with one thing broken.</summary>
internal static class Junk
{
    private static readonly string Deep = new string('[', 2_000) + new string(']', 2_000);
    private static readonly string Nested = string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60);

    /// <summary>Values of JSON, as text.</summary>
    public static readonly Gen<string> Values = Gen.OneOf(
        "null", "true", "false", "0", "-0", "-1", "1", "0.5", "-0.000000001", "1e-30", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "1e28", "79228162514264337593543950335", "1e29", "1e400", "-1e400", "123456789012345678901234567890123456789012345678901234567890",
        "0.1234567890123456789012345678901234567890", "\"\"", "\" \"", "\"x\"", "\"BTC-USD\"", "\"btc-usd:yes\"", "\"\\u0000\"", "\"\\ud800\"", "\"NaN\"", "\"1e9\"",
        "\"2026-01-05T12:00:00Z\"", "\"ÄÖ\"", "[]", "[null]", "[[]]", "[1,\"a\",{}]", "{}", "{\"\":1}", "{\"a\":{\"a\":{}}}", "{\"$type\":\"System.String\"}",
        "{\"limit\":null}", "{\"limit\":{\"price\":\"x\"}}", "{\"on_price\":{}}", Nested, "\"" + new string('x', 5_000) + "\"");

    /// <summary>Bodies that no check has to look into.</summary>
    public static readonly Gen<string> Bodies = Gen.OneOf(
        Values,
        Gen.OneOf("", " ", "\0", "{", "}", "{]", "{\"a\":}", "{\"a\":1,}", "[1,2", "nul", "NaN", "Infinity", "undefined", "'a'", "/*x*/", "{} {}", "<xml/>", Deep, "\uFEFF{}", "{\"a\":1,\"a\":2}"),
        Gen.String[0, 40]);

    /// <summary>Segments of a path, as they stand in the request line.</summary>
    public static readonly Gen<string> Segments = Gen.OneOf(
        "x", "BTC-USD", "BTC%2DUSD", "%", "%2", "%zz", "%00", "%2F", "%2e%2e", "..", ".", "%C3%28", "%FF%FE", "%F0%9F%92%A9", "a%20b", "+", "~", ":", "::", "graph:x:y:1",
        "graph:", ":yes", "0", "-1", "99999999999999999999999999", "null", "%22", "%3Cscript%3E", "%0d%0aX:1", new string('a', 4_000), string.Concat(Enumerable.Repeat("%25", 500)),
        "kalshi", "polymarket", "kraken", "KXBTCZ-26DEC31-T99000", "KXBTCZ-26DEC31-T99000%3ANO");

    /// <summary>Values of a query, as they stand in the request line.</summary>
    public static readonly Gen<string> QueryValues = Gen.OneOf(
        "", "x", "-1", "0", "1", "1e9", "1.5", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "2147483647", "-2147483648", "true", "maybe", "null", "%00", "%", "%zz", "%FF", ",", ",,,", "a,b",
        "BTC-USD", "BTC-USD,ETH-USD", "kraken", "nowhere", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1D", "1Y", "ALL", "[]", "{}", "%5B", "..", new string('9', 3_000));

    /// <summary>Words where the contract has numbers and times, and numbers that look like others.</summary>
    public static readonly Gen<string> Names = Gen.OneOf(
        "\"Infinity\"", "\"-Infinity\"", "\"nan\"", "\"0x10\"", "\"1,000\"", "\"١٢\"", "\"\\u202e\"", "\"\\ud83d\\ude00\"", "\"true\"", "\"null\"", "\"{}\"", "2147483648", "-2147483649",
        "4294967296", "1e5", "1E-9", "100000000.5", "-99999999999999999999999", "[true]", "[0.1]", "{\"market\":{}}", "{\"fixed\":{}}", "\"'; drop\"");

    /// <summary>Header lines, each with its line end.</summary>
    public static readonly Gen<string> Headers = Gen.OneOf(
        "", "", "X-Request-Id: \r\n", "X-Request-Id: " + new string('y', 500) + "\r\n", "X-Request-Id: \u00e4\r\n", "Accept: nothing/at-all\r\n", "Accept-Encoding: ???\r\n", "Content-Encoding: gzip\r\n",
        "Last-Event-ID: -1\r\n", "Last-Event-ID: 99999999999999999999999\r\n", "Range: bytes=5-1\r\n", "If-None-Match: *\r\n", "Cookie: a=b; ;;=\r\n", "Origin: http://localhost:3000\r\n",
        "X-HTTP-Method-Override: DELETE\r\n", "Forwarded: for=1.2.3.4\r\n", "X-Forwarded-Host: other.example\r\n", "Connection: keep-alive\r\n", "Sec-WebSocket-Key: x\r\n", "Sec-WebSocket-Version: 99\r\n",
        "Content-Type: text/plain; charset=utf-99\r\n", "Empty:\r\n", "\u0001: x\r\n", "A b: c\r\n", "Long: " + new string('z', 8_000) + "\r\n");

    /// <summary>A good body with one to three things broken: a value replaced, a member gone, added or doubled, an element repeated.</summary>
    public static Gen<string> Mutations(JToken good) =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 9], Values).Array[1, 3].Select(changes =>
        {
            JToken body = good.DeepClone();
            foreach ((int at, int kind, string value) in changes)
                body = Change(body, at, kind, value);
            return body.ToString(Newtonsoft.Json.Formatting.None);
        });

    private static JToken Change(JToken body, int at, int kind, string value)
    {
        List<JToken> all = [.. body is JContainer container ? container.DescendantsAndSelf().Where(one => one is not JProperty) : [body]];
        JToken target = all[at % all.Count];
        var raw = new JRaw(value);
        switch (kind)
        {
            case 0 when target.Parent is JProperty property:
                property.Remove();
                return body;
            case 0 when target.Parent is JArray:
                target.Remove();
                return body;
            case 1 when target is JObject map:
                map["unheard_of"] = raw;
                return body;
            case 1 when target is JArray list:
                list.Add(raw);
                return body;
            case 2 when target.Parent is JArray list:
                for (int i = 0; i < 20; i++)
                    list.Add(target.DeepClone());
                return body;
            case 3 when target is JValue { Type: JTokenType.Integer or JTokenType.Float }:
                return Replace(body, target, new JRaw("-" + target.ToString(Newtonsoft.Json.Formatting.None)));
            case 4 when target is JValue { Type: JTokenType.Integer }:
                return Replace(body, target, new JRaw(target.ToString(Newtonsoft.Json.Formatting.None) + "000000000000"));
            default:
                return Replace(body, target, raw);
        }
    }

    private static JToken Replace(JToken body, JToken target, JToken other)
    {
        if (target == body)
            return other;
        target.Replace(other);
        return body;
    }
}
