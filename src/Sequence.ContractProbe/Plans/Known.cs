using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>What the server's own answers gave for the calls that follow; before that, the contract's examples.</summary>
internal sealed class Known
{
    /// <summary>An id that nobody has.</summary>
    public const string NoSuchId = "contract-probe-no-such-id";

    /// <summary>A small quantity, in units of the base asset, for calls that only estimate.</summary>
    public const decimal SmallQty = 0.01m;

    public string Symbol { get; set; } = "BTC-USD";

    /// <summary>The base asset of the symbol.</summary>
    public string Underlying { get; set; } = "BTC";

    /// <summary>A venue that lists the symbol.</summary>
    public string Venue { get; set; } = "coinbase";

    /// <summary>The best bid; null when nobody bids.</summary>
    public decimal? Bid { get; set; }

    public string PerpSymbol { get; set; } = "BTC-USDT";

    public string PerpVenue { get; set; } = "binance";

    /// <summary>The slug of a prediction market; null when none was seen.</summary>
    public string? Slug { get; set; }

    /// <summary>The token of a rewarded outcome; null when none was seen.</summary>
    public string? RewardToken { get; set; }

    /// <summary>A deployment of the account; null when it has none.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>An algo of the account; null when it has none.</summary>
    public string? AlgoSymbol { get; set; }

    /// <summary>A strategy of the account; null when it has none.</summary>
    public string? StrategyId { get; set; }

    /// <summary>The settings of the paper account as they were read; null when they were not.</summary>
    public JToken? Settings { get; set; }

    /// <summary>The order of this run; null when none was placed.</summary>
    public string? NodeOrderId { get; set; }

    /// <summary>Whether a parameter of this name holds the id of something that the account or a venue must have.</summary>
    public static bool IsId(string parameter) => parameter is "id" or "slug" || parameter.EndsWith("_id", StringComparison.Ordinal);

    /// <summary>The value for a parameter; null when only the contract's example is known.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="example">The contract's example, which says whether a symbol is a perp's.</param>
    public string? ValueOf(string parameter, string? example) => parameter switch
    {
        "symbol" when example?.EndsWith("-PERP", StringComparison.Ordinal) == true => PerpSymbol,
        "symbol" or "ticker" => Symbol,
        "underlying" => Underlying,
        "venue" => Venue,
        "side" => "buy",
        "qty" => SmallQty.ToString(CultureInfo.InvariantCulture),
        "slug" => Slug,
        "deployment_id" => DeploymentId,
        "node_order_id" => NodeOrderId,
        _ => null,
    };
}
