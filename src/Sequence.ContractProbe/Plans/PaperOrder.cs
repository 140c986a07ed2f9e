using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>A small order on paper, as the bodies that submit it.</summary>
internal sealed record PaperOrder(string Symbol, decimal Price, decimal Quantity)
{
    public const string NodeId = "order";

    private const decimal Distance = 0.90m;
    private const decimal Amount = 25m;
    private const decimal QuantityScale = 100_000_000m;
    private const decimal PriceScale = 1_000_000_000m;

    /// <summary>
    /// A buy for about 25 USD, at least a tenth below the best bid. Price and quantity have few digits, since the tick
    /// and the lot of the venue are not known here.
    /// </summary>
    public static PaperOrder Below(string symbol, decimal bid)
    {
        decimal price = Round(bid * Distance, 2, decimal.Floor);
        return new PaperOrder(symbol, price, Round(Amount / price, 1, decimal.Ceiling));
    }

    /// <summary>The price on the wire.</summary>
    public static long Raw(decimal price) => (long)(price * PriceScale);

    /// <summary>A price further away, for an amendment.</summary>
    public decimal Lower => Round(Price * Distance, 2, decimal.Floor);

    public JObject Limit(string graphId) => Graph(graphId, new JObject { ["limit"] = new JObject { ["price_1e9"] = Raw(Price) } });

    public JObject Market(string graphId) => Graph(graphId, "market");

    /// <summary>The limit order in the simple form, in human numbers.</summary>
    public JObject Simple(string graphId) => new()
    {
        ["symbol"] = Symbol,
        ["side"] = "buy",
        ["qty"] = Quantity,
        ["price"] = Price,
        ["is_sandbox"] = true,
        ["graph_id"] = graphId,
    };

    private JObject Graph(string graphId, JToken orderType) => new()
    {
        ["nodes"] = new JArray(new JObject
        {
            ["node_id"] = NodeId,
            ["instrument"] = new JObject { ["symbol"] = Symbol, ["type"] = "spot", ["venue"] = null },
            ["side"] = "buy",
            ["order_type"] = orderType,
            ["quantity"] = new JObject { ["fixed"] = new JObject { ["qty_1e8"] = (long)(Quantity * QuantityScale) } },
            ["execution"] = new JObject { ["tif"] = orderType.Type == JTokenType.String ? "IOC" : "GTC" },
            ["activation"] = "root",
        }),
        ["edges"] = new JArray(),
        ["is_sandbox"] = true,
        ["graph_id"] = graphId,
    };

    private static decimal Round(decimal value, int digits, Func<decimal, decimal> round)
    {
        decimal least = digits == 1 ? 1m : 10m;
        decimal unit = 1m;
        while (value / unit >= least * 10m)
            unit *= 10m;
        while (value / unit < least)
            unit /= 10m;
        return round(value / unit) * unit;
    }
}
