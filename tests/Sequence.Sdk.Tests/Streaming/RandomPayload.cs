using System.Globalization;
using System.Text;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>What a member of a payload holds.</summary>
internal enum MemberKind
{
    Number,
    Integer,
    Text,
    Anything,
    Levels,
    Costs,
}

/// <summary>
/// Payloads as a server might write them, and some that none should: members in any order, missing, null or unknown, names and texts
/// escaped, white space anywhere, numbers with exponents, as texts or too large. The seed makes them repeatable.
/// </summary>
internal sealed class RandomPayload(int seed, params (string Name, MemberKind Kind)[] members)
{
    private static readonly string[] Texts =
        ["", "BUY", "FILLED", "graph:g:order:1", "Zürich \u20AC", "\U0001F600", "line\nbreak", "quote\" and \\ slash", "2026-01-01T00:00:00Z", "/", "null"];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var parts = new List<string>();
        foreach ((string name, MemberKind kind) in members)
        {
            if (!OneIn(25))
                parts.Add(Name(name) + Space() + ":" + Space() + (OneIn(20) ? "null" : Value(kind)));
        }

        for (int i = _random.Next(3); i > 0; i--)
            parts.Add(Name("extra_" + i) + ":" + Value(MemberKind.Anything));
        _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
        return "{" + Space() + string.Join(Space() + "," + Space(), parts) + Space() + "}";
    }

    private bool OneIn(int times) => _random.Next(times) == 0;

    private string Space() => OneIn(3) ? new[] { " ", "\n", "\t ", "\r\n" }[_random.Next(4)] : "";

    private string Name(string name) => OneIn(10) ? "\"" + Escaped(name[..1]) + name[1..] + "\"" : "\"" + name + "\"";

    private string Value(MemberKind kind) => kind switch
    {
        MemberKind.Number => Number(),
        MemberKind.Integer => OneIn(40) ? Number() : OneIn(10) ? "\"" + Integer() + "\"" : Integer(),
        MemberKind.Text => Text(),
        MemberKind.Levels => "[" + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Level())) + "]",
        MemberKind.Costs => OneIn(40) ? Anything(2) : "{\"achieved_vwap_1e9\":" + Integer() + ",\"fees\":" + Anything(2) + "}",
        _ => Anything(2),
    };

    private string Level() => _random.Next(40) switch
    {
        0 => "[]",
        1 => "{}",
        2 => "[" + Number() + "]",
        < 20 => "[" + Space() + Number() + "," + Number() + (OneIn(5) ? ",\"kraken\",[1]" : "") + "]",
        < 30 => "{\"price\":" + Number() + ",\"size\":" + Number() + "}",
        _ => "{\"size\":" + Number() + ",\"venue\":{\"name\":" + Text() + "},\"price\":" + Number() + "}",
    };

    private string Integer() => OneIn(30) ? "9223372036854775808" : OneIn(30) ? "-9223372036854775808" : _random.NextInt64(-9, long.MaxValue).ToString(CultureInfo.InvariantCulture);

    private string Number()
    {
        string digits = _random.NextInt64(0, long.MaxValue).ToString(CultureInfo.InvariantCulture)[..(1 + _random.Next(10))];
        string sign = OneIn(4) ? "-" : "";
        return _random.Next(30) switch
        {
            0 => "true",
            1 => "{\"n\":1}",
            2 => "\"" + sign + Plain(digits) + "\"",
            3 => "1e30",
            4 => "\"abc\"",
            5 or 6 => sign + Plain(digits) + "e" + _random.Next(-12, 12).ToString(CultureInfo.InvariantCulture),
            7 => sign + Plain(digits) + "E+0" + _random.Next(9).ToString(CultureInfo.InvariantCulture),
            8 => "12345678901234567890.12345678",
            9 => "0.0000000000000000000000000001",
            10 => "0." + new string('0', _random.Next(20)) + digits,
            < 15 => sign + Plain(digits).Split('.')[0],
            _ => sign + Plain(digits),
        };
    }

    private string Plain(string digits)
    {
        string whole = digits.TrimStart('0');
        int point = _random.Next(whole.Length + 1);
        return (point == 0 ? "0" : whole[..point]) + (point == whole.Length ? "" : "." + whole[point..]);
    }

    private string Text()
    {
        if (OneIn(60))
            return "17";
        if (OneIn(60))
            return "\"half \\ud83d\"";
        var text = new StringBuilder("\"");
        foreach (Rune rune in Texts[_random.Next(Texts.Length)].EnumerateRunes())
        {
            bool must = rune.Value < ' ' || rune.Value is '"' or '\\';
            text.Append(must || OneIn(8) ? Escaped(rune.ToString()) : rune.ToString());
        }

        return text.Append('"').ToString();
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)));

    private string Anything(int depth) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => "false",
        2 => Text(),
        3 => Integer(),
        4 => "-1.50",
        5 => "[]",
        6 => "[" + Anything(depth - 1) + "," + Space() + Anything(depth - 1) + "]",
        _ => "{" + Name("inner") + ":" + Anything(depth - 1) + "}",
    };
}
