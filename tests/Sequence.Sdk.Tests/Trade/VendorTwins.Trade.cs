namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    private const string OrderId = "graph:graph_ab12:order:1";

    internal static TwinTable Trade => new()
    {
        { "buy('ETH-USD',50)", c => c.Buy("ETH-USD", 50m).SubmitAsync() },
        {
            "buy('ETH-USD',50,urgency='high',max_slippage_bps=10,policy='sor',horizon_ms=60000)",
            c => c.Buy("ETH-USD", 50m).Urgency(Urgency.High).MaxSlippageBps(10).Policy(Policy.Sor).Horizon(TimeSpan.FromMinutes(1)).SubmitAsync()
        },
        {
            "sell('BTC-USD',0.5,venue='coinbase',limit_price=75000.0,tif='GTC')",
            c => c.Sell("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(75_000m).TimeInForce(TimeInForce.Gtc).SubmitAsync()
        },
        {
            "buy('ETH-USD-PERP',5,instrument_type='perp',venue='hyperliquid')",
            c => c.Buy("ETH-USD-PERP", 5m).Perp().Venue("hyperliquid").SubmitAsync()
        },
        { "buy('SOL-USD',100,sandbox=True)", c => c.Buy("SOL-USD", 100m).Sandbox().SubmitAsync() },
        { "order('graph:graph_ab12:order:1')", c => c.GetOrderAsync(OrderId) },
        { "orders(100,0,'ETH-USD')", c => c.Orders().Limit(100).Offset(0).Symbol("ETH-USD").FetchAsync() },
        { "cancel('graph_ab12')", c => c.CancelAsync("graph_ab12") },
        { "cancel('graph_ab12:order:1')", c => c.CancelAsync("graph_ab12:order:1") },
        { "amend('graph:graph_ab12:order:1', new_price=0.55)", c => c.AmendAsync(OrderId, newPrice: 0.55m) },
        { "amend('graph:graph_ab12:order:1', new_qty=12.5)", c => c.AmendAsync(OrderId, newQty: 12.5m) },
        {
            "decrease('graph:graph_ab12:order:1', 4)",
            c => c.DecreaseAsync(OrderId, 4m),
            ("listOrders", """{"orders": [{"node_order_id": "graph:graph_ab12:order:1", "qty_1e8": 1000000000, "filled_qty_1e8": 0}]}""")
        },
        { "redeem('btc-updown','polymarket')", c => c.RedeemAsync("btc-updown", "polymarket") },
        {
            "batch('kalshi').buy_limit('KXBTCZ-26DEC31-T99000',10,0.5).sell('KXB',2).cancel('stale').end()",
            c => c.Batch("kalshi").BuyLimit("KXBTCZ-26DEC31-T99000", 10m, 0.5m).Sell("KXB", 2m).Cancel("stale").EndAsync()
        },
        { "fills(50,0)", c => c.Fills().Limit(50).Offset(0).FetchAsync() },
    };
}
