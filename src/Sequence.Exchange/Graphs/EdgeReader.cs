namespace Sequence.Exchange.Graphs;

/// <summary>Reads one edge of a submitted graph.</summary>
internal static class EdgeReader
{
    public static EdgeSpec Read(Wire.GraphEdge? edge, Field at, MarketPlace markets)
    {
        if (edge is null)
            throw at.Refuse("must be an object.");
        return new EdgeSpec(
            at["edge_id"].Text(edge.EdgeId),
            at["from_node"].Text(edge.FromNode),
            at["to_node"].Text(edge.ToNode),
            TriggerOf(edge, at, markets),
            edge.Sizing is { } sizing ? SizingOf(sizing, at["sizing"]) : null,
            RiskReader.Reaction(edge.OnParentCancel, at["on_parent_cancel"], Wire.FailureReaction.DoNothing),
            RiskReader.Reaction(edge.OnChildReject, at["on_child_reject"], Wire.FailureReaction.DoNothing));
    }

    private static TriggerRule TriggerOf(Wire.GraphEdge edge, Field at, MarketPlace markets)
    {
        TriggerSpec trigger = at["trigger"].Present(edge.Trigger);
        // Older clients say on_fill with a condition when they mean on_fill_ratio.
        bool isRatio = trigger.Tag == "on_fill_ratio" || (trigger.Tag == "on_fill" && edge.Condition is not null);
        if (isRatio)
            return new TriggerRule(TriggerKind.FillRatio, Ratio: RatioOf(edge.Condition, at["condition"]["fill_ratio_gte"]));
        at["condition"].Require(edge.Condition is null, "goes only with on_fill_ratio.");
        return trigger.Tag switch
        {
            "on_accepted" => new TriggerRule(TriggerKind.Accepted),
            "on_first_fill" => new TriggerRule(TriggerKind.FirstFill),
            "on_fill" => new TriggerRule(TriggerKind.EveryFill),
            "on_full_fill" => new TriggerRule(TriggerKind.FullFill),
            "on_cancel" => new TriggerRule(TriggerKind.Cancelled),
            "on_done" => new TriggerRule(TriggerKind.Done),
            "on_timeout" => TimeoutOf(trigger, at["trigger"]["on_timeout"]),
            "on_price" => new TriggerRule(TriggerKind.PriceCross, Price: PriceOf(trigger, at["trigger"]["on_price"], markets)),
            _ => throw at["trigger"].Refuse($"'{trigger.Tag}' is not a trigger."),
        };
    }

    private static decimal RatioOf(Wire.EdgeCondition? condition, Field at)
    {
        at.Require(condition?.FillRatioGte is > 0 and <= 1, "must be more than 0 and at most 1.");
        return condition!.FillRatioGte!.Value;
    }

    private static TriggerRule TimeoutOf(TriggerSpec trigger, Field at) =>
        new(TriggerKind.Timeout, Delay: at["ms"].Milliseconds(at.Integer(trigger.Payload, "ms")));

    private static PriceCross PriceOf(TriggerSpec trigger, Field at, MarketPlace markets)
    {
        string symbol = at.Word(trigger.Payload, "symbol");
        string direction = at.Word(trigger.Payload, "direction");
        decimal offset = at.Number(trigger.Payload, "offset_pct");
        TradableMarkets.Of(symbol, at["symbol"], markets);
        at["direction"].Require(direction is "below" or "above", "must be below or above.");
        at["offset_pct"].Require(offset is > -100 and <= 1000, "must be more than -100 and at most 1000 percent.");
        return new PriceCross(markets.Canonical(symbol), direction == "above", offset);
    }

    private static SizingRule SizingOf(SizingSpec sizing, Field at)
    {
        switch (sizing.Tag)
        {
            case "parent_filled_qty":
                return new SizingRule(SizingKind.ParentFilled);
            case "incremental_fill":
                return new SizingRule(SizingKind.IncrementalFill);
            case "residual":
                return new SizingRule(SizingKind.Residual);
            case "linear_hedge":
                return new SizingRule(SizingKind.LinearHedge, MultiplierOf(sizing, at["linear_hedge"]));
            case "scaled_notional":
                return Scaled(sizing, at["scaled_notional"]);
            case "fixed":
                long raw = at["fixed"].Integer(sizing.Payload, "qty_1e8");
                at["fixed"]["qty_1e8"].Require(raw > 0, "must be more than 0.");
                return new SizingRule(SizingKind.Fixed, Quantity: Qty.FromRaw(raw));
            default:
                throw at.Refuse($"'{sizing.Tag}' is not a sizing.");
        }
    }

    private static SizingRule Scaled(SizingSpec sizing, Field at)
    {
        decimal multiplier = MultiplierOf(sizing, at);
        if (at.OptionalNumber(sizing.Payload, "cap_usd") is not { } cap)
            return new SizingRule(SizingKind.ScaledNotional, multiplier);
        RefusedException tooLarge = at["cap_usd"].Refuse("must be more than 0, with at most 9 decimals.");
        return cap > 0 && Usd.TryFromDecimal(cap, out Usd most) ? new SizingRule(SizingKind.ScaledNotional, multiplier, most) : throw tooLarge;
    }

    private static decimal MultiplierOf(SizingSpec sizing, Field at)
    {
        decimal multiplier = at.Number(sizing.Payload, "multiplier");
        at["multiplier"].Require(multiplier is not 0 and >= -1000 and <= 1000, "must not be 0, and lie between -1000 and 1000.");
        return Math.Abs(multiplier);
    }
}
