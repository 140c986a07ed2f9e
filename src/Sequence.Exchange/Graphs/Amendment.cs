namespace Sequence.Exchange.Graphs;

/// <summary>What changes on a node; what is null stays.</summary>
internal sealed record Amendment
{
    public Px? Limit { get; init; }

    /// <summary>The new total, filled parts included.</summary>
    public Qty? Quantity { get; init; }

    /// <summary>The member that carries the quantity.</summary>
    public Field QuantityAt { get; init; }

    public Wire.Urgency? Urgency { get; init; }

    public int? MaxSlippageBps { get; init; }

    public TimeSpan? Horizon { get; init; }

    public static Amendment Read(Wire.AmendBody body)
    {
        var quantityAt = new Field("new_qty_1e8");
        var priceAt = new Field("new_constraints.max_price_1e9");
        quantityAt.Require(body.NewQty is not null || body.NewConstraints?.MaxPrice is not null, $"or {priceAt.Path} is required.");
        quantityAt.Require(body.NewQty is not { Raw: <= 0 }, "must be more than 0.");
        priceAt.Require(body.NewConstraints?.MaxPrice is not { Raw: <= 0 }, "must be more than 0.");
        return new Amendment { Limit = body.NewConstraints?.MaxPrice, Quantity = body.NewQty, QuantityAt = quantityAt };
    }

    public static Amendment Read(Wire.NodeAmendments body)
    {
        var quantityAt = new Field("qty_1e8");
        quantityAt.Require(body is not { Qty: null, Urgency: null, MaxSlippageBps: null, HorizonMs: null }, "or urgency, max_slippage_bps or horizon_ms is required.");
        quantityAt.Require(body.Qty is not { Raw: <= 0 }, "must be more than 0.");
        new Field("urgency").Require(body.Urgency is not { IsKnown: false }, "must be low, medium or high.");
        new Field("max_slippage_bps").Require(body.MaxSlippageBps is null or (>= 0 and <= ushort.MaxValue), "must be 0 to 65535.");
        return new Amendment
        {
            Quantity = body.Qty,
            QuantityAt = quantityAt,
            Urgency = body.Urgency,
            MaxSlippageBps = body.MaxSlippageBps,
            Horizon = body.HorizonMs is { } horizon ? new Field("horizon_ms").Milliseconds(horizon) : null,
        };
    }

    /// <summary>The node as it is to be worked from now on.</summary>
    public OrderSpec ApplyTo(OrderSpec spec) => spec with
    {
        Limit = Limit ?? spec.Limit,
        Style = spec.Style with
        {
            Urgency = Urgency ?? spec.Style.Urgency,
            MaxSlippageBps = MaxSlippageBps ?? spec.Style.MaxSlippageBps,
            Horizon = Horizon ?? spec.Style.Horizon,
        },
    };
}
