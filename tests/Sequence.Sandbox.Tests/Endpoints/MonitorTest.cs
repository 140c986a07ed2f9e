using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>Two venues with the mid at 100, which charge takers 10 and makers 5 basis points, and nobody in them but the test.</summary>
public abstract class MonitorTest : ExchangeTest
{
    private const string Simple = """{"symbol": "TEST-USD", "side": "$side", "qty": $qty, "graph_id": "$graph"$more}""";

    internal VenueMarket Alpha { get; private set; } = null!;

    internal VenueMarket Beta { get; private set; } = null!;

    [SetUp]
    public void OpenMarkets()
    {
        Alpha = List("alpha");
        Beta = List("beta");
        Bid(Alpha, 98m, 5m);
        Ask(Alpha, 102m, 1m);
        Ask(Alpha, 104m, 9m);
        Bid(Beta, 97m, 5m);
        Ask(Beta, 103m, 3m);
    }

    protected static string Id(string graph) => $"graph:{graph}:order:1";

    protected static string InPath(string graph) => Uri.EscapeDataString(Id(graph));

    /// <summary>Buys or sells at any price, or as the other members of the body say.</summary>
    protected async Task TradeAsync(string graph, string side, string qty, string more = "")
    {
        string body = Simple.Replace("$side", side, StringComparison.Ordinal).Replace("$qty", qty, StringComparison.Ordinal)
            .Replace("$graph", graph, StringComparison.Ordinal).Replace("$more", more, StringComparison.Ordinal);
        await SendAsync(HttpMethod.Post, "/v1/orders", body);
        Time.Advance(TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Two strangers trade with each other between the best prices.</summary>
    protected void Print(decimal price, decimal qty)
    {
        Ask(Beta, price, qty);
        Bid(Beta, price, qty);
    }

    protected async Task<JToken> ReviewAsync(string graph) => await GetAsync("/v1/execution/review/" + InPath(graph));

    protected static decimal? Number(JToken token, string member) => (decimal?)token[member];
}
