using Newtonsoft.Json;

namespace Sequence.Sdk;

public partial class Fill
{
    /// <summary>Price times quantity, rounded to 1e-9 half to even.</summary>
    [JsonIgnore]
    public Usd Notional => Price * Qty;

    partial void Describe(ref string? text) =>
        text = TextLine.Of($"{Side} {Qty} {Symbol} at {Price}{(Venue is null ? "" : $" on {Venue}")}{(FeeUsd is { } fee ? $", fee {fee} USD" : "")}{(Timestamp is { } time ? $", {time}" : "")}");
}
