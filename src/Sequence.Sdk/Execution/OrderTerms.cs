namespace Sequence.Sdk;

/// <summary>What is traded, how much of it, where, at what price, and how it is worked: one order, alone or in a graph.</summary>
internal sealed record OrderTerms(Side Side, string Symbol, Qty Qty)
{
    /// <summary>A hint for the server; <c>spot</c> is what every client sends unless told otherwise.</summary>
    public InstrumentType InstrumentType { get; init; } = InstrumentType.Spot;

    public string? Venue { get; init; }

    /// <summary>Null means a market order.</summary>
    public Px? LimitPrice { get; init; }

    public ExecutionSettings Execution { get; init; } = ExecutionSettings.Unset;

    /// <summary>The order in a line, such as <c>buy 0.5 BTC-USD at 75000 on coinbase</c>.</summary>
    public string Describe(bool isDerived)
    {
        string quantity = isDerived ? "(derived)" : Qty.ToString();
        string price = LimitPrice is Px limit ? $"at {limit}" : "at market";
        string type = InstrumentType == InstrumentType.Spot ? string.Empty : $" ({InstrumentType})";
        string place = Venue is null ? string.Empty : $" on {Venue}";
        return $"{Side} {quantity} {Symbol}{type} {price}{place}";
    }

    public GraphNode ToWire(string nodeId, QuantitySpec quantity, Activation activation) => new()
    {
        NodeId = nodeId,
        Instrument = new NodeInstrument { Symbol = Symbol, Type = InstrumentType, Venue = Venue },
        Side = Side,
        OrderType = LimitPrice is Px price ? OrderTypeSpec.Limit(price) : OrderTypeSpec.Market,
        Quantity = quantity,
        Execution = Execution.ToWire(),
        Activation = activation,
    };
}
