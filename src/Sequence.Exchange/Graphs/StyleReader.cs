namespace Sequence.Exchange.Graphs;

/// <summary>Reads how a node is to be worked.</summary>
internal static class StyleReader
{
    private const int MostSlices = 1000;

    public static ExecutionStyle Read(Wire.NodeExecution body, Field at)
    {
        at["policy"].Require(body.Policy is not { IsKnown: false }, "is not an execution policy.");
        at["urgency"].Require(body.Urgency is not { IsKnown: false }, "must be low, medium or high.");
        at["tif"].Require(body.Tif is not { IsKnown: false }, "must be GTC, IOC or FOK.");
        at["placement"].Require(body.Placement is not { IsKnown: false }, "must be aggressive, passive or passive_offset.");
        at["max_slippage_bps"].Require(body.MaxSlippageBps is null or (>= 0 and <= ushort.MaxValue), "must be 0 to 65535.");
        return new ExecutionStyle
        {
            Policy = body.Policy ?? Wire.Policy.Sor,
            TimeInForce = body.Tif ?? Wire.TimeInForce.Gtc,
            Urgency = body.Urgency ?? Wire.Urgency.Medium,
            Placement = body.Placement,
            MaxSlippageBps = body.MaxSlippageBps,
            Horizon = body.HorizonMs is { } horizon ? at["horizon_ms"].Milliseconds(horizon) : null,
            EscalateAfter = body.EscalateAfterMs is { } wait ? at["escalate_after_ms"].Milliseconds(wait) : null,
            Pacing = PacingOf(body.Pacing, at["pacing"]),
            Display = DisplayOf(body.Pacing?.Iceberg, at["pacing"]["iceberg"]),
            ReduceOnly = body.ReduceOnly ?? false,
        };
    }

    /// <summary>Wishes that contradict each other.</summary>
    public static void CheckTogether(OrderSpec node, Field at)
    {
        ExecutionStyle style = node.Style;
        bool isImmediate = style.TimeInForce != Wire.TimeInForce.Gtc;
        at["tif"].Require(!isImmediate || !IsPatient(style), $"{style.TimeInForce.Value} does not go with an order that waits.");
        at["pacing"].Require(
            style.Display is null || node.Limit is not null || IsPatient(style),
            "an iceberg rests, so it needs a limit price or a passive policy.");
        if (style.Pacing is { } pacing && node.Quantity is { } quantity)
            at["pacing"].Require(quantity.Raw >= pacing.Slices, $"{quantity} cannot be cut into {pacing.Slices} slices.");
    }

    private static bool IsPatient(ExecutionStyle style) =>
        style.Policy == Wire.Policy.PassiveLimit || style.Policy == Wire.Policy.PassiveLadder || style.Policy == Wire.Policy.TimeDrip
        || style.Placement == Wire.Placement.Passive || style.Placement == Wire.Placement.PassiveOffset;

    private static SliceSchedule? PacingOf(Wire.Pacing? pacing, Field at)
    {
        if (pacing is null)
            return null;
        int members = new object?[] { pacing.Uniform, pacing.Vwap, pacing.Iceberg }.Count(member => member is not null);
        at.Require(members == 1, "must have exactly one of uniform, vwap and iceberg.");
        bool byVolume = pacing.Vwap is not null;
        Field member = at[byVolume ? "vwap" : "uniform"];
        if ((pacing.Vwap ?? pacing.Uniform) is not { } slices)
            return null;
        member["num_slices"].Require(slices.NumSlices is >= 1 and <= MostSlices, $"must be 1 to {MostSlices}.");
        TimeSpan interval = member["interval_ms"].Milliseconds(slices.IntervalMs);
        member["interval_ms"].Milliseconds(checked(slices.NumSlices * slices.IntervalMs));
        return new SliceSchedule(slices.NumSlices, interval, byVolume);
    }

    private static Qty? DisplayOf(Wire.PacingIceberg? iceberg, Field at)
    {
        if (iceberg is null)
            return null;
        at["display_qty_1e8"].Require(iceberg.DisplayQty.Raw > 0, "must be more than 0.");
        return iceberg.DisplayQty;
    }
}
