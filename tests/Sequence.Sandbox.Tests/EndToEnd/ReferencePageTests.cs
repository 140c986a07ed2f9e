using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>
/// The vendor's page on its Rust SDK as a newcomer follows it: each example's calls, with its amounts, written anew with this SDK
/// and run against a fresh exchange. The complete graphs are in <see cref="ReferenceExampleTests"/>.
/// </summary>
public sealed class ReferencePageTests
{
    private const string Token = "4394372887385518214471608448209527405727552777602031099972143344338178308080";
    private const string Pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 4, 28, 0, 0, 0, TimeSpan.Zero));

    private Trading _trading = null!;

    private SequenceClient Client => _trading.Client;

    /// <summary>A newcomer who wants to sell half a bitcoin needs one.</summary>
    [SetUp]
    public async Task OpenAsync() => _trading = await Trading.StartAsync(
        new SandboxOptions { Seed = 7, TimeProvider = _time, OpeningBalances = new Dictionary<string, decimal> { ["BTC"] = 1m } });

    [TearDown]
    public async Task CloseAsync() => await _trading.DisposeAsync();

    [Test]
    public async Task Connect()
    {
        await Client.ConnectVenueAsync("kalshi", VenueCredentials.Kalshi("dc9d0cd5-076a-4ea8-b406-1847279dac4b", Pem));
        await Client.ConnectVenueAsync("polymarket", VenueCredentials.Polymarket("0x1", "0x2", "0x3"));
        IReadOnlyList<ConnectedVenue> venues = await Client.GetVenuesAsync();
        Assert.That(venues.Where(venue => venue.Connected).Select(venue => venue.Venue), Is.EquivalentTo(["kalshi", "polymarket"]));
        await Client.DisconnectVenueAsync("kalshi");
        Assert.That((await Client.GetVenuesAsync()).Where(venue => venue.Connected).Select(venue => venue.Venue), Is.EqualTo(["polymarket"]));
        Assert.That(await Client.IsHealthyAsync(), Is.True);
    }

    [Test]
    public async Task Quotes_of_three_kinds_in_one_call()
    {
        QuotesBatchResult batch = await Client.QuotesBatch(["BTC-USD", Token, "KXNBA-26-TOR"]).Depth(20).NoWait(true).Concurrency(64).SendAsync();
        Assert.That(batch.Quotes.OfType<QuoteEntry.Ok>().Select(entry => entry.Quote.Symbol), Is.EqualTo(["BTC-USD", Token, "KXNBA-26-TOR"]));
        foreach (Quote quote in batch.Quotes.OfType<QuoteEntry.Ok>().Select(entry => entry.Quote))
        {
            Assert.That(quote.Nbbo.Bid < quote.Nbbo.Ask, Is.True, quote.Symbol);
            Assert.That(quote.Book!.Bids[0].Price, Is.EqualTo(quote.Nbbo.Bid), quote.Symbol);
            Assert.That(quote.Venues.Values.Select(venue => venue.AgeMs), Is.All.Not.Null, quote.Symbol);
        }
    }

    [Test]
    public async Task Positions_of_each_kind()
    {
        await Client.Buy("KXNBA-26-TOR", 10m).SubmitAsync();
        await Client.Buy(Token, 10m).SubmitAsync();
        PositionsResponse all = await Client.Positions().FetchAsync();
        PositionsResponse kinds = await Client.Positions().Kind(InstrumentKind.Fiat).Kind(InstrumentKind.Crypto).FetchAsync();
        PositionsResponse cash = await Client.Positions().CashOnly().FetchAsync();
        PositionsResponse events = await Client.Positions().EventsOnly().Venue("kalshi").Venue("polymarket").FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Totals.NavUsd.ToDecimal(), Is.Positive);
            Assert.That(cash.Positions.Select(row => row.Id), Is.EqualTo(kinds.Positions.Select(row => row.Id)).And.Not.Empty);
            Assert.That(events.Positions.Select(row => $"{row.Venue} {row.Instrument.Symbol} {row.Qty}"), Is.EquivalentTo(["kalshi KXNBA-26-TOR:YES 10", $"polymarket {Token} 10"]));
            Assert.That(events.Positions.Select(row => row.Settled), Is.All.False);
        }
    }

    [Test]
    public async Task The_whole_open_universe_of_kalshi_and_its_pages()
    {
        IReadOnlyList<Market> all = await Client.Markets("kalshi").ActiveOnly(true).FetchAllAsync();
        MarketsPage first = await Client.Markets("kalshi").ActiveOnly(true).Limit(100).FetchAsync();
        MarketsPage second = await Client.Markets("kalshi").ActiveOnly(true).Limit(100).Cursor(first.NextCursor!).FetchAsync();
        IReadOnlyList<Market> ever = await Client.Markets("kalshi").ActiveOnly(true).IncludeClosed(true).FetchAllAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Has.Count.EqualTo(500));
            Assert.That(first.Markets.Concat(second.Markets).Select(market => market.Slug), Is.EqualTo(all.Take(200).Select(market => market.Slug)));
            Assert.That(ever, Has.Count.EqualTo(550));
        }
    }

    [TestCase("volume")]
    [TestCase("volume_week")]
    [TestCase("volume_total")]
    [TestCase("liquidity")]
    [TestCase("end_date")]
    [TestCase("start_date")]
    [TestCase("created")]
    [TestCase("competitive")]
    [TestCase("closed_time")]
    public async Task Each_order_of_markets(string order)
    {
        foreach (string venue in new[] { "kalshi", "polymarket" })
            Assert.That((await Client.Markets(venue).OrderBy(MarketOrder.Create(order)).Limit(50).FetchAsync()).Markets, Has.Count.EqualTo(50), venue);
    }

    [Test]
    public async Task Fees_and_a_preview_of_a_ticker_that_nobody_quoted()
    {
        const string ticker = "KXMLBHR-26APR292140KCATH-ATHLBUTLER4-1:YES";
        FeesResult fees = await Client.Fees(ticker).Venues("kalshi", "polymarket").FetchAsync();
        OrderPreview preview = await Client.PreviewAsync(ticker, Side.Buy, 10m);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fees.Fees.Select(row => (row.Venue, row.TakerBps is null)), Is.EqualTo([("kalshi", false), ("polymarket", true)]));
            Assert.That((preview.Source.Value, preview.BestVenue), Is.EqualTo(("edge_rpc_snapshot", "kalshi")));
            Assert.That(preview.EstimatedTotalCostBps, Is.EqualTo(preview.EstimatedFeeBps + preview.EstimatedSlippageBps).And.Positive);
        }
    }

    [Test]
    public async Task A_preview_knows_how_long_orders_wait()
    {
        OrderPreview fresh = await Client.PreviewAsync("ETH-USD", Side.Buy, 10m);
        _time.Advance(TimeSpan.FromMinutes(2));
        OrderPreview later = await Client.PreviewAsync("ETH-USD", Side.Buy, 10m);
        JObject waits = (JObject)later.HistoricalTtff!;
        TapeTrade[] prints = [.. _trading.Exchange.Tape.Where(trade => trade is { Symbol: "ETH-USD", Venue: "kraken" })];
        long[] gaps = [.. prints.Skip(1).Zip(prints, (next, print) => (next.At.Raw - print.At.Raw) / 1_000_000).Order()];
        Assert.That(fresh.HistoricalTtff, Is.Null);
        Assert.That(waits.Properties().Select(venue => venue.Name), Is.EquivalentTo(later.CandidateVenues!.Values<string>()));
        Assert.That((long)waits["kraken"]!, Is.EqualTo(gaps[gaps.Length / 2]).And.Positive);
    }

    [Test]
    public async Task Each_order_of_the_page()
    {
        OrderResponse[] orders =
        [
            await RunAsync(Client.Buy("ETH-USD", 50m).Urgency(Urgency.High).MaxSlippageBps(10)),
            await RunAsync(Client.Sell("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(75_000m).TimeInForce(TimeInForce.Gtc)),
            await RunAsync(Client.Buy("ETH-USD-PERP", 5m).Perp().Venue("hyperliquid")),
            await RunAsync(Client.Buy("SOL-USD", 100m).Sandbox()),
        ];
        Assert.That(orders.Select(order => $"{order.Symbol} {order.Side} {order.FilledQty} {order.Status}"), Is.EqualTo(
            ["ETH-USD BUY 50 COMPLETED", "BTC-USD SELL 0.5 COMPLETED", "ETH-USD-PERP BUY 5 COMPLETED", "SOL-USD BUY 100 COMPLETED"]));
        OrdersPage page = await Client.Orders().Symbol("ETH-USD").Limit(100).Offset(0).FetchAsync();
        Assert.That((page.Orders.Count, page.Total, page.HasMore), Is.EqualTo((1, 1, false)));
    }

    [Test]
    public async Task A_sale_without_coins_says_how_to_get_some()
    {
        await using SandboxExchange bare = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = _time });
        await using SequenceClient newcomer = Trading.ClientOf(bare, bare.NewKey());
        SubmitResult submit = await newcomer.Sell("BTC-USD", 0.5m).Venue("coinbase").LimitPrice(75_000m).SubmitAsync();
        OrderResponse order = await newcomer.GetOrderAsync(submit.OrderId);
        Assert.That(order.FailureReason, Does.StartWith("INSUFFICIENT_BALANCE").And.Contains("/v1/sandbox/positions").And.Contains("OpeningBalances"));
    }

    [Test]
    public async Task Batches_of_both_prediction_venues()
    {
        BatchResult kalshi = await Client.Batch("kalshi")
            .BuyLimit("KXBTCZ-26DEC31-T99000", 10m, 0.55m).BuyLimit("KXBTCZ-26DEC31-T100000", 10m, 0.50m).Cancel("stale_order_id").EndAsync();
        BatchResult polymarket = await Client.Batch("polymarket").Buy(Token, 10m).EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((kalshi.Mode, polymarket.Mode), Is.EqualTo((BatchMode.Serial, BatchMode.Serial)));
            Assert.That(kalshi.Results.Select(item => item.GetType().Name), Is.EqualTo(["Submitted", "Submitted", "Failed"]));
            Assert.That((await Client.Fills().FetchAsync()).Fills.GroupBy(fill => fill.Symbol).Select(fills => $"{fills.Key} {fills.Sum(fill => fill.Qty.ToDecimal()):0}"), Is.EquivalentTo(
                ["KXBTCZ-26DEC31-T99000:YES 10", "KXBTCZ-26DEC31-T100000:YES 10", $"{Token} 10"]));
            Assert.That((await Client.Fills().FetchAsync()).Fills.Where(fill => fill.Symbol.Contains("T100000", StringComparison.Ordinal)).Select(fill => fill.Price.ToDecimal()), Is.All.LessThanOrEqualTo(0.50m));
        }
    }

    [Test]
    public async Task Algos_of_a_symbol_after_a_deployment()
    {
        byte[] wasm = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
        Deployment deployed = await Client.DeployAlgoAsync("mm", wasm, ["ETH-USD"]);
        _time.Advance(TimeSpan.FromSeconds(10));
        AlgosResult algos = await Client.GetAlgosPerEdgeAsync();
        Algo algo = await Client.GetAlgoAsync("ETH-USD");
        await Client.StopAlgoAsync("ETH-USD");
        Deployment stopped = await Client.GetDeploymentAsync(deployed.DeploymentId);
        await Client.StartAlgoAsync("ETH-USD");
        JToken stats = await Client.GetAlgoStatsAsync("ETH-USD");
        JToken logs = await Client.GetAlgoLogsAsync("ETH-USD");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((deployed.Status, deployed.PushedTo, deployed.CapableEdges), Is.EqualTo(("running", deployed.Edges.Count, deployed.Edges.Count)));
            Assert.That(algos.Edges!.Select(edge => edge.DeployId), Is.All.EqualTo(deployed.DeploymentId));
            Assert.That((algo.Status.Value, stopped.Status, (string?)stats["status"]), Is.EqualTo(("running", "stopped", "running")));
            Assert.That(logs["logs"]!.Select(line => (string?)line["message"]), Does.Contain("started"));
        }
    }

    [Test]
    public async Task Every_reading_of_an_order_and_of_the_market()
    {
        OrderResponse order = await RunAsync(Client.Buy("ETH-USD", 50m));
        IReadOnlyList<TraceEvent> trace = await Client.GetTraceAsync(order.NodeOrderId);
        JToken[] answers =
        [
            await Client.GetTcaAsync(), await Client.GetTcaAsync("ETH-USD"), await Client.GetIntelAsync("ETH-USD"), await Client.GetSlippageAsync("ETH-USD", Side.Sell),
            await Client.GetForecastAsync("ETH-USD", Side.Buy, 10m), await Client.GetRoutingAsync("ETH-USD", Side.Buy, 10m), await Client.GetDepthAsync("ETH-USD"),
            await Client.GetExecutionReviewAsync(order.NodeOrderId), await Client.GetExecutionSummaryAsync(),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.HasValues), Is.All.True);
            Assert.That(trace.Select(step => step.EventType).Distinct(), Is.SupersetOf(["admitted", "routed", "edge_submitted", "venue_acked", "first_fill", "completed"]));
            Assert.That(trace.Select(step => step.Timestamp), Is.Ordered);
            Assert.That(order.Tca, Is.Not.Null);
        }
    }

    [Test]
    public async Task A_stream_of_two_coins_with_orders_fills_and_books()
    {
        await using MarketDataStream stream = await Client.Stream(["BTC-USD", "ETH-USD"]).Orders(true).Fills(true).Book(true).ConnectAsync();
        await Client.Buy("BTC-USD", 0.1m).SubmitAsync();
        HashSet<string> seen = [];
        await foreach (StreamEvent told in stream)
        {
            seen.Add(told switch
            {
                StreamEvent.Price price => "price " + price.Symbol,
                StreamEvent.Book book => "book " + book.Symbol,
                StreamEvent.Order => "order",
                StreamEvent.Fill => "fill",
                _ => "",
            });
            if (seen.IsSupersetOf(["price BTC-USD", "price ETH-USD", "book BTC-USD", "book ETH-USD", "order", "fill"]))
                return;
        }

        Assert.Fail("The stream ended.");
    }

    /// <summary>The flag of a builder is enough on a live key: its orders are paper too.</summary>
    [Test]
    public async Task A_live_key_trades_on_paper()
    {
        string live = "seq_live_" + new string('a', 64);
        await using SequenceClient client = Trading.ClientOf(_trading.Exchange, live);
        SubmitResult submit = await client.Buy("SOL-USD", 100m).Sandbox().SubmitAsync();
        Assert.That((await client.GetOrderAsync(submit.OrderId)).FilledQty, Is.EqualTo(Qty.FromDecimal(100m)));
    }

    private async Task<OrderResponse> RunAsync(OrderBuilder order)
    {
        SubmitResult submit = await order.SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        return await Client.GetOrderAsync(submit.OrderId);
    }
}
