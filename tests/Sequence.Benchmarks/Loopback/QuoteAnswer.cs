using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Benchmarks.Loopback;

/// <summary>The quote that the server gives: four venues, 10 levels on each side.</summary>
internal static class QuoteAnswer
{
    private const int Levels = 10;
    private const decimal Mid = 74_349.445m;

    public static byte[] Body() => Encoding.UTF8.GetBytes(new JObject
    {
        ["symbol"] = "BTC-USD",
        ["source"] = "edge_nbbo",
        ["nbbo"] = new JObject { ["bid"] = Mid - 0.005m, ["ask"] = Mid + 0.005m, ["mid"] = Mid, ["spread_bps"] = 0.001m },
        ["venues"] = new JObject(((string[])["binance", "coinbase", "kraken", "okx"]).Select((venue, i) => new JProperty(venue, Venue(i)))),
        ["book"] = new JObject { ["bids"] = Side(-1), ["asks"] = Side(1) },
    }.ToString(Newtonsoft.Json.Formatting.None));

    private static JObject Venue(int i) => new()
    {
        ["bid"] = Mid - 0.005m - i,
        ["ask"] = Mid + 0.005m + i,
        ["bid_size"] = 3.25m + i,
        ["ask_size"] = 1.75m + i,
        ["age_ms"] = 12 + i,
    };

    private static JArray Side(int sign) => new(Enumerable.Range(0, Levels).Select(i => new JObject { ["price"] = Mid + (sign * (0.005m + i)), ["size"] = 0.25m + i }));
}
