using System.Collections;
using System.Globalization;
using System.Text;

namespace Sequence.Sdk;

/// <summary>The path and query of one call. What is null is left out; every value is escaped, and a list is one value with commas.</summary>
/// <param name="template">The path of the contract, with its parameters in braces.</param>
internal struct RawTarget(string template)
{
    private readonly StringBuilder _text = new(template);
    private bool _hasQuery;

    public readonly void Path(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        _text.Replace($"{{{name}}}", Escaped(value));
    }

    public void Query(string name, object? value)
    {
        string? text = value is IEnumerable list and not string ? ListOf(list) : value is null ? null : Escaped(value);
        if (text is null)
            return;
        _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(text);
        _hasQuery = true;
    }

    public override readonly string ToString() => _text.ToString();

    /// <summary>Null for an empty list, which says nothing.</summary>
    private static string? ListOf(IEnumerable values)
    {
        string text = string.Join(',', values.Cast<object>().Select(Escaped));
        return text.Length == 0 ? null : text;
    }

    private static string Escaped(object value) => Uri.EscapeDataString(TextOf(value));

    /// <summary>Fixed-point numbers and instants as their raw integer, the rest invariant.</summary>
    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IRawLong number => number.Raw.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
