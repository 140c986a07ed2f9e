using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>How an edge sizes its target. Immutable. The target keeps its own side: a negative multiplier does not turn it.</summary>
public sealed class Sizing
{
    private readonly string _label;

    private Sizing(SizingSpec spec, string label)
    {
        Spec = spec;
        _label = label;
    }

    internal SizingSpec Spec { get; }

    /// <summary>Which part of a parent it trades, 1 for the whole; 0 where that is not known.</summary>
    internal decimal PartOf(Qty parent) => Spec.Tag switch
    {
        "parent_filled_qty" or "incremental_fill" => 1m,
        "linear_hedge" or "scaled_notional" => decimal.Abs((decimal)Spec.Payload!["multiplier"]!),
        "fixed" when parent > Qty.Zero => Qty.Ratio(Qty.FromRaw((long)Spec.Payload!["qty_1e8"]!), parent),
        _ => 0m,
    };

    /// <summary>As much as the parent has filled; what a derived node gets when its edge says nothing.</summary>
    public static Sizing ParentFilledQty { get; } = Word("parent_filled_qty", "parent filled qty");

    /// <summary>As much as the parent has filled since the edge last fired.</summary>
    public static Sizing IncrementalFill { get; } = Word("incremental_fill", "incremental fill");

    /// <summary>What the parent has not filled.</summary>
    public static Sizing Residual { get; } = Word("residual", "residual");

    /// <summary>The parent's filled quantity times a multiplier.</summary>
    /// <param name="multiplier">Not 0.</param>
    /// <exception cref="SequenceValidationException">The multiplier is 0.</exception>
    public static Sizing LinearHedge(decimal multiplier) => new(
        new SizingSpec("linear_hedge", new JObject(new JProperty("multiplier", NotZero(multiplier)))),
        FormattableString.Invariant($"hedge x {multiplier}"));

    /// <summary>The parent's filled notional times a multiplier.</summary>
    /// <param name="multiplier">Not 0.</param>
    /// <param name="capUsd">The most in USD, above 0; null for no cap.</param>
    /// <exception cref="SequenceValidationException">The multiplier is 0, or the cap is not above 0.</exception>
    public static Sizing ScaledNotional(decimal multiplier, decimal? capUsd = null)
    {
        var payload = new JObject(new JProperty("multiplier", NotZero(multiplier)));
        if (capUsd is not decimal cap)
            return new Sizing(new SizingSpec("scaled_notional", payload), FormattableString.Invariant($"notional x {multiplier}"));
        payload.Add("cap_usd", Check.Positive(cap, "cap_usd"));
        return new Sizing(new SizingSpec("scaled_notional", payload), FormattableString.Invariant($"notional x {multiplier}, at most {cap} USD"));
    }

    /// <summary>A fixed quantity.</summary>
    /// <param name="qty">Above 0, with at most 8 digits after the point.</param>
    /// <exception cref="SequenceValidationException">The quantity is not above 0 or has digits finer than 1e-8.</exception>
    public static Sizing Fixed(decimal qty) => Fixed(Amounts.Positive<Qty>(qty, "qty"));

    /// <inheritdoc cref="Fixed(decimal)"/>
    public static Sizing Fixed(Qty qty) => new(
        new SizingSpec("fixed", new JObject(new JProperty("qty_1e8", Amounts.Positive(qty, "qty").Raw))), $"fixed {qty}");

    /// <summary>The sizing in a few words, such as <c>hedge x -1</c>.</summary>
    public override string ToString() => _label;

    private static Sizing Word(string word, string label) => new(new SizingSpec(word), label);

    private static decimal NotZero(decimal multiplier) =>
        multiplier != 0 ? multiplier : throw new SequenceValidationException("multiplier", "must not be 0.");
}
