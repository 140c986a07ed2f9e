using Sequence.Sandbox;
using Sequence.Sdk;

namespace Quickstart;

/// <summary>The steps of the tour, each a few calls of the SDK.</summary>
internal sealed class Tour(Session session, Screen screen)
{
    private readonly SequenceClient _client = session.Client;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        await ShowMarketAsync(cancellationToken);
        if (session.Settings.MayTrade)
        {
            await BuyAsync(cancellationToken);
            await HedgeAsync(cancellationToken);
        }
        else
        {
            screen.Line("No order was placed: add --trade to place orders on this server.");
        }

        await ShowPositionsAsync(cancellationToken);
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        screen.Heading("Connect");
        if (!await _client.IsHealthyAsync(cancellationToken))
            throw new InvalidOperationException($"The server of {_client} is not healthy.");
        if (session.Settings.IsInProcess)
        {
            await _client.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("demo-key", "demo-secret"), cancellationToken);
            await _client.ConnectVenueAsync("hyperliquid", VenueCredentials.Hyperliquid("0xdemo", "0xdemo"), cancellationToken);
        }

        IReadOnlyList<ConnectedVenue> venues = await _client.GetVenuesAsync(cancellationToken);
        screen.Line($"{_client}: healthy, venues connected: {string.Join(", ", venues.Where(v => v.Connected).Select(v => v.Venue))}");
    }

    private async Task ShowMarketAsync(CancellationToken cancellationToken)
    {
        Quote quote = await _client.GetQuoteAsync(session.Symbol, cancellationToken);
        screen.Heading($"{quote.Symbol}: best bid {quote.Nbbo.Bid}, best ask {quote.Nbbo.Ask} ({quote.Source})");
        screen.Table(
            ["venue", "bid", "size", "ask", "size"],
            quote.Venues.Select(v => new[] { v.Key, $"{v.Value.Bid}", $"{v.Value.BidSize}", $"{v.Value.Ask}", $"{v.Value.AskSize}" }));
        if (quote.Book is { } book)
        {
            screen.Line("Merged book:");
            screen.Table(
                ["bid size", "bid", "ask", "ask size"],
                book.Bids.Zip(book.Asks).Take(5).Select(l => new[] { $"{l.First.Size}", $"{l.First.Price}", $"{l.Second.Price}", $"{l.Second.Size}" }));
        }
    }

    private async Task BuyAsync(CancellationToken cancellationToken)
    {
        screen.Heading($"Buy 0.29 {session.Symbol}");
        await using MarketDataStream stream = await _client.Stream([session.Symbol]).Orders().Fills().ConnectAsync(cancellationToken);
        SubmitResult submit = await _client.Buy(session.Symbol, 0.29m).SubmitAsync(cancellationToken);
        string orderId = submit.NodeOrderId("order");
        screen.Line($"submitted {submit.GraphId}");

        await OrderWatch.UntilDoneAsync(stream, orderId, screen, cancellationToken);
        OrderResponse order = await _client.GetOrderAsync(orderId, cancellationToken);
        screen.Line($"order {order.Status}: {order.FilledQty} of {order.Qty} filled");
        if (session.Settings.ReplayFile is not null && session.Exchange is { } exchange)
            ShowRecordedMakers(exchange, orderId);
    }

    /// <summary>On recorded flow each fill has a real order of the recording on its other side.</summary>
    private void ShowRecordedMakers(SandboxExchange exchange, string orderId)
    {
        screen.Line("The other side, order by order, as recorded:");
        screen.Table(
            ["recorded order", "price", "quantity"],
            from trade in exchange.Tape
            where trade.TakerReference == orderId
            select new[] { trade.MakerReference ?? "-", $"{trade.Price}", $"{trade.Qty}" });
    }

    private async Task HedgeAsync(CancellationToken cancellationToken)
    {
        screen.Heading("A spot order with a perp hedge");
        GraphBuilder graph = _client.Graph()
            .Node("spot", Node.Buy("ETH-USD", 2m).Policy(Policy.Sor))
            .Node("hedge", Node.Sell("ETH-USD-PERP", 2m).Perp().Venue("hyperliquid"))
            .Edge("spot", "hedge", Trigger.FillPct(0.5m))
            .Risk(r => r.MaxNotionalUsd(500_000m).OnRuntimeBreach(FailureAction.CancelAll));
        screen.Line(graph.ToMermaid());
        SubmitResult submit = await graph.SubmitAsync(cancellationToken);
        GraphStatusResponse done = await _client.WaitForGraphAsync(submit.GraphId, cancellationToken);
        screen.Table(
            ["node", "status", "filled", "of", "average price", "fills"],
            done.Nodes.Select(n => new[] { n.Key, $"{n.Value.Status}", $"{n.Value.FilledQty}", $"{n.Value.TargetQty}", $"{n.Value.AvgFillPrice}", $"{n.Value.FillCount}" }));
        screen.Line($"graph {done.Status}, edges fired: {string.Join(", ", done.Edges.Where(e => e.Value.Fired).Select(e => e.Key))}");
        if (done.Status != GraphStatus.Completed)
            throw new InvalidOperationException($"The hedge graph ended as {done.Status} instead of completed.");
    }

    private async Task ShowPositionsAsync(CancellationToken cancellationToken)
    {
        PositionsResponse positions = await _client.Positions().FetchAsync(cancellationToken);
        screen.Heading("Positions and P&L");
        screen.Table(
            ["venue", "kind", "symbol", "quantity", "entry", "now", "unrealized", "realized", "fees"],
            positions.Positions.Select(p => new[]
            {
                p.Venue, $"{p.Instrument.Kind}", p.Instrument.Symbol, $"{p.Qty}", $"{p.EntryPriceUsd}", $"{p.CurrentPriceUsd}",
                $"{p.UnrealizedPnlUsd}", $"{p.RealizedPnlUsd}", $"{p.FeesUsd}",
            }));
        screen.Line($"net value {positions.Totals.NavUsd} USD");
    }
}
