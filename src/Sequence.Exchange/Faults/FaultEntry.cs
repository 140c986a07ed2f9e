using Sequence.Sandbox;

namespace Sequence.Exchange.Faults;

/// <summary>One fault of a file: its members by name, each refused by its name when it does not fit.</summary>
internal sealed class FaultEntry
{
    private const decimal MostMilliseconds = 315_360_000_000;

    private readonly string _at;
    private readonly JObject _entry;
    private readonly FaultPlaces _places;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="at">File and index.</param>
    /// <param name="entry">An object.</param>
    /// <param name="places">What a fault can be about.</param>
    public FaultEntry(string at, JToken entry, FaultPlaces places)
    {
        _at = at;
        _places = places;
        _entry = entry as JObject ?? throw new InvalidDataException($"{at}: a fault is an object.");
    }

    public InvalidDataException Refuse(string member, string problem) => new($"{_at}.{member}: {problem}");

    public bool Has(string member) => _entry.ContainsKey(member);

    public string Text(string member) =>
        Value(member) is { Type: JTokenType.String } text && (string?)text is { Length: > 0 } filled ? filled : throw Refuse(member, "must be a text.");

    public bool Flag(string member) =>
        Has(member) && (Value(member) is { Type: JTokenType.Boolean } flag ? (bool)flag : throw Refuse(member, "must be true or false."));

    public string Operation() => Known("operation", _places.IsOperation, "an operation of the contract");

    public string Topic() => Known("topic", FaultPlaces.IsTopic, "a topic of the stream");

    /// <summary>One of both.</summary>
    /// <param name="otherwise">When there is neither; null when there must be one.</param>
    public string OperationOrTopic(string? otherwise = null)
    {
        if (Has("operation") && Has("topic"))
            throw Refuse("topic", "a fault is about an operation or a topic, not both.");
        if (Has("topic"))
            return Topic();
        return Has("operation") || otherwise is null ? Operation() : otherwise;
    }

    public Fault Checked(string member, Func<int, Fault> build)
    {
        if (Value(member) is not JValue { Type: JTokenType.Integer, Value: long and >= int.MinValue and <= int.MaxValue and var number })
            throw Refuse(member, "must be an integer.");
        return Guarded(member, () => build((int)(long)number));
    }

    public Fault CheckedShare(string member, Func<double, Fault> build)
    {
        decimal share = Number(member);
        return Guarded(member, () => build((double)share));
    }

    public Fault CheckedTime(string member, Func<TimeSpan, Fault> build)
    {
        decimal milliseconds = Number(member);
        if (Math.Abs(milliseconds) > MostMilliseconds)
            throw Refuse(member, "must not exceed ten years.");
        return Guarded(member, () => build(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))));
    }

    public Fault CheckedAfterAccept(Fault fault)
    {
        if (Has("topic"))
            throw Refuse("after_accept", "a topic accepts nothing.");
        return Guarded("after_accept", fault.AfterAccept);
    }

    /// <summary>What nobody has asked for is a mistake.</summary>
    public void RequireAllRead()
    {
        if (_entry.Properties().FirstOrDefault(property => !_read.Contains(property.Name)) is { } unknown)
            throw Refuse(unknown.Name, $"is no member of {(string?)_entry["fault"]}.");
    }

    private string Known(string member, Func<string, bool> isKnown, string kind)
    {
        string where = Text(member);
        return where == Fault.Anything || isKnown(where) ? where : throw Refuse(member, $"'{where}' is not {kind}.");
    }

    private decimal Number(string member) =>
        Value(member) is JValue { Type: JTokenType.Integer or JTokenType.Float, Value: long or decimal } number ? (decimal)number : throw Refuse(member, "must be a number.");

    private JToken Value(string member)
    {
        _read.Add(member);
        return _entry[member] ?? throw Refuse(member, "is missing.");
    }

    private Fault Guarded(string member, Func<Fault> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // The name of a parameter and the value follow the sentence; the member is named already.
            throw new InvalidDataException($"{_at}.{member}: {e.Message.Split(" (Parameter")[0]}", e);
        }
    }
}
