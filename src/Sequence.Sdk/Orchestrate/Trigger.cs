using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>Which way a price must cross.</summary>
public enum PriceDirection
{
    /// <summary>Downwards.</summary>
    Below,

    /// <summary>Upwards.</summary>
    Above,
}

/// <summary>What lets an edge activate its target. Immutable.</summary>
public sealed class Trigger
{
    private readonly TriggerSpec _spec;
    private readonly decimal? _fillRatio;
    private readonly string _label;

    private Trigger(TriggerSpec spec, string label, decimal? fillRatio = null)
    {
        _spec = spec;
        _label = label;
        _fillRatio = fillRatio;
    }

    /// <summary>The venue has taken the source's order.</summary>
    public static Trigger OnAccepted { get; } = Named("on_accepted", "accepted");

    /// <summary>The source's first fill.</summary>
    public static Trigger FirstFill { get; } = Named("on_first_fill", "first fill");

    /// <summary>Every fill of the source.</summary>
    public static Trigger OnFill { get; } = Named("on_fill", "every fill");

    /// <summary>The source is filled to the end.</summary>
    public static Trigger FullFill { get; } = Named("on_full_fill", "full fill");

    /// <summary>The source was cancelled.</summary>
    public static Trigger OnCancel { get; } = Named("on_cancel", "cancelled");

    /// <summary>The source has ended, in whatever way.</summary>
    public static Trigger OnDone { get; } = Named("on_done", "done");

    /// <summary>The filled part of the source reaches a threshold; fires once.</summary>
    /// <param name="ratio">Above 0 and at most 1; 0.5 is one half.</param>
    /// <exception cref="SequenceValidationException">The ratio is outside that range.</exception>
    public static Trigger FillPct(decimal ratio) => ratio is > 0 and <= 1
        ? new Trigger(new TriggerSpec("on_fill_ratio"), FormattableString.Invariant($"filled {ratio * 100:0.############################}%"), ratio)
        : throw new SequenceValidationException(
            "fill_pct", FormattableString.Invariant($"must be above 0 and at most 1, but was {ratio}; one half is 0.5."));

    /// <summary>A time has passed since the source became active.</summary>
    /// <param name="delay">0 or more, in whole milliseconds.</param>
    /// <exception cref="SequenceValidationException">The time is below 0, or has a fraction of a millisecond.</exception>
    public static Trigger Timeout(TimeSpan delay)
    {
        long ms = Amounts.WholeMilliseconds(delay, "timeout");
        return new Trigger(
            new TriggerSpec("on_timeout", new JObject(new JProperty("ms", ms))), FormattableString.Invariant($"after {ms / 1000m:0.###} s"));
    }

    /// <summary>A market price crosses a distance from the source's average fill price; of another symbol than the source's, from that symbol's own price at the first fill.</summary>
    /// <param name="symbol">The symbol that is watched; not empty.</param>
    /// <param name="direction">Which way it must cross.</param>
    /// <param name="offsetPct">Percent of that price; -5 is five percent below it.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, or the direction is no defined value.</exception>
    public static Trigger OnPrice(string symbol, PriceDirection direction, decimal offsetPct)
    {
        Check.Text(symbol, "symbol");
        string word = direction switch
        {
            PriceDirection.Below => "below",
            PriceDirection.Above => "above",
            _ => throw new SequenceValidationException("direction", $"there is no direction {(int)direction}."),
        };
        var payload = new JObject(new JProperty("symbol", symbol), new JProperty("direction", word), new JProperty("offset_pct", offsetPct));
        return new Trigger(new TriggerSpec("on_price", payload), FormattableString.Invariant($"{symbol} {word} {offsetPct:+0.####;-0.####;0}%"));
    }

    /// <summary>The trigger in a few words, such as <c>filled 50%</c>.</summary>
    public override string ToString() => _label;

    /// <summary>The trigger's name on the wire.</summary>
    internal string Word => _spec.Tag;

    internal void WriteTo(GraphEdge edge)
    {
        edge.Trigger = _spec;
        edge.Condition = _fillRatio is decimal ratio ? new EdgeCondition { FillRatioGte = ratio } : null;
    }

    private static Trigger Named(string word, string label) => new(new TriggerSpec(word), label);
}
