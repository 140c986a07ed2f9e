using System.Globalization;

namespace Sequence.Exchange.Core;

/// <summary>One member of a submitted body, by its path: reads values and refuses what does not fit with a 422 that names the member.</summary>
internal readonly record struct Field(string Path)
{
    private const long LongestMs = 315_360_000_000;

    public Field this[string member] => new(Path.Length == 0 ? member : $"{Path}.{member}");

    public Field this[int index] => new($"{Path}[{index.ToString(CultureInfo.InvariantCulture)}]");

    public RefusedException Refuse(string problem) => RefusedException.Validation(Path, problem);

    public void Require(bool holds, string problem)
    {
        if (!holds)
            throw Refuse(problem);
    }

    /// <param name="problem">What is wrong; null when nothing is.</param>
    public void Allow(string? problem) => Require(problem is null, problem ?? "");

    public T Present<T>(T? value) where T : class => value ?? throw Refuse("is required.");

    public string Text(string? value) => string.IsNullOrEmpty(value) ? throw Refuse("is required.") : value;

    public TimeSpan Milliseconds(long value)
    {
        Require(value > 0, "must be more than 0 milliseconds.");
        Require(value <= LongestMs, "must not exceed ten years.");
        return TimeSpan.FromMilliseconds(value);
    }

    public Qty Quantity(decimal value) =>
        value > 0 && Qty.TryFromDecimal(value, out Qty qty) ? qty : throw Refuse("must be more than 0, with at most 8 decimals.");

    public Px Price(decimal value) =>
        value > 0 && Px.TryFromDecimal(value, out Px price) ? price : throw Refuse("must be more than 0, with at most 9 decimals.");

    /// <summary>A member of the object behind a choice such as <c>{"limit": {..}}</c>.</summary>
    public JToken? Member(JToken? payload, string name) =>
        payload is JObject body ? body[name] : throw Refuse($"must be an object with the member {name}.");

    public long Integer(JToken? payload, string name) =>
        Member(payload, name) is JValue { Type: JTokenType.Integer, Value: long value } ? value : throw this[name].Refuse("must be an integer.");

    public decimal Number(JToken? payload, string name) => Number(Member(payload, name), this[name]);

    public decimal? OptionalNumber(JToken? payload, string name) =>
        Member(payload, name) is { Type: not JTokenType.Null } token ? Number(token, this[name]) : null;

    public string Word(JToken? payload, string name) =>
        Member(payload, name) is JValue { Type: JTokenType.String } word ? (string)word! : throw this[name].Refuse("must be a text.");

    private static decimal Number(JToken? token, Field field)
    {
        try
        {
            return token is JValue { Type: JTokenType.Integer or JTokenType.Float } ? token.Value<decimal>() : throw field.Refuse("must be a number.");
        }
        catch (OverflowException)
        {
            throw field.Refuse("is out of range.");
        }
    }
}
