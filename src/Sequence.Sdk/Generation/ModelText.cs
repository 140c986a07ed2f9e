using System.Globalization;

namespace Sequence.Sdk;

// What the most printed models say of themselves in a log; all others name their members.
public partial class Quote
{
    partial void Describe(ref string? text) =>
        text = TextLine.Of(Symbol, ("bid", Side(Nbbo?.Bid)), ("ask", Side(Nbbo?.Ask)), ("venues", Venues?.Count ?? 0), ("source", Source));

    private static string Side(decimal? price) => price?.ToString(CultureInfo.InvariantCulture) ?? "none";
}

public partial class OrderResponse
{
    partial void Describe(ref string? text) =>
        text = TextLine.Of($"{NodeOrderId}: {Side} {Qty} {Symbol}, {Status}, {FilledQty} filled{(FailureReason is null ? "" : ", " + FailureReason)}");
}

public partial class Fill
{
    partial void Describe(ref string? text) =>
        text = TextLine.Of($"{Side} {Qty} {Symbol} at {Price}{(Venue is null ? "" : $" on {Venue}")}{(FeeUsd is { } fee ? $", fee {fee} USD" : "")}{(Timestamp is { } time ? $", {time}" : "")}");
}

public partial class SubmitResult
{
    partial void Describe(ref string? text) => text = TextLine.Of(FormattableString.Invariant($"{GraphId}: {Status}, {NodeCount} nodes, {EdgeCount} edges"));
}

public partial class GraphStatusResponse
{
    partial void Describe(ref string? text) => text = TextLine.Of(
        $"{GraphId}: {Status}, {TextLine.List([.. (Nodes ?? new Dictionary<string, GraphNodeState>()).Select(node => $"{node.Key} {node.Value.Status} {node.Value.FilledQty} of {node.Value.TargetQty}")], "no nodes")}");
}

public partial class ApiKeyCreated
{
    // The id, never the key.
    partial void Describe(ref string? text) => text = $"{nameof(ApiKeyCreated)}({KeyId})";
}

public partial class StrategyDefinition
{
    // Never the artifact, the environment, a secret or a key.
    partial void Describe(ref string? text) => text = $"{nameof(StrategyDefinition)}({Name}, {Runtime}, {Entrypoint})";
}

public partial class StreamTicket
{
    // Never the ticket.
    partial void Describe(ref string? text) => text = $"{nameof(StreamTicket)}(***)";
}
