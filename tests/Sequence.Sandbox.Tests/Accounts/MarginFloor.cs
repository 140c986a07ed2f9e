using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Exchange.Risk;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Accounts;

internal enum MarginStepKind
{
    Reprice,
    Sweep,
    Order,
    Bracket,
    Cancel,
    Amend,
    Wait,
    Fund,
    Withdraw,
    Decide,
}

/// <summary>One thing that happens; each kind takes of the numbers what it needs.</summary>
/// <param name="Move">Percent.</param>
/// <param name="Size">In hundredths of a unit.</param>
internal sealed record MarginStep(MarginStepKind Kind, int Trader, int Book, bool IsBuy, int Move, int Size, int Style);

/// <summary>Two accounts with little money trade perps, spot and contracts with a public; beside each account runs its model.</summary>
internal sealed class MarginFloor : IDisposable
{
    private const string Hyperliquid = "hyperliquid";

    public static readonly IReadOnlyList<ModelBook> Books =
    [
        new(Hyperliquid, "BTC-USD-PERP", InstrumentKind.Perp, 4, 1, "hyperliquid"),
        new(Hyperliquid, "ETH-USD-PERP", InstrumentKind.Perp, 5, 2, "hyperliquid"),
        new("bybit", "BTC-USD-PERP", InstrumentKind.Perp, 6, -1, "bybit"),
        new(Hyperliquid, "BTC-USD", InstrumentKind.Spot, 10, 5, "hyperliquid"),
        new("kalshi", "KXT:YES", InstrumentKind.Prediction, 0, 0, "kalshi"),
    ];

    public static readonly string[] Styles =
        ["{}", """{"tif": "IOC"}""", """{"reduce_only": true}""", """{"reduce_only": true, "tif": "IOC"}""", """{"policy": "passive_limit"}""", """{"horizon_ms": 1500}""", """{"tif": "FOK"}"""];

    /// <summary>What random runs must come to.</summary>
    public static readonly string[] Rules =
    [
        "liquidation", "flip", "refusal", "funding", "settlement", "insurance", "order that is not covered any more", "exit that filled",
    ];

    private readonly Rig _rig = new();
    private readonly Dictionary<ModelBook, BookOrder[]> _quotes = [];
    private readonly Dictionary<ModelBook, decimal> _mids = [];
    private readonly List<(Account Account, Graph Graph)> _graphs = [];
    private readonly PerpClearing _clearing;
    private readonly InsuranceFund _fund = new();
    private decimal _house;
    private int _changes;
    private bool _isDecided;

    public MarginFloor(string cash)
    {
        _rig.Do(() =>
        {
            foreach (ModelBook book in Books.Where(book => _rig.Markets.Find(book.Venue, book.Symbol) is null))
                _rig.Markets.List(book.Venue, new Instrument(book.Symbol, book.Kind, book.Symbol[..3], "USD", Px("0.1"), Qty("0.01"), book.TakerBps, book.MakerBps));
        });
        _clearing = _rig.OpenClearing();
        Traders = [.. Enumerable.Range(1, 2).Select(i => new ModelTrader(new Client($"client_{i}", limit: null, fund: _fund).Paper, decimal.Parse(cash, null)))];
        foreach (ModelTrader trader in Traders)
        {
            _rig.Do(() =>
            {
                trader.Account.Ledger.Restart(Usd(cash));
                _rig.Engine.Positions(trader.Account);
            });
        }

        _rig.Engine.Filled += (account, report) => Fill(Traders.First(trader => trader.Account == account), report);
        _rig.Engine.OrderChanged += (account, order) => Change(Traders.First(trader => trader.Account == account), order);
        foreach (ModelBook book in Books)
        {
            Market(book)!.Book.Changed += () => Mark(book);
            Reprice(book, 0);
        }
    }

    public IReadOnlyList<ModelTrader> Traders { get; }

    /// <summary>What the model and the exchange do not agree about.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How often what the rules are about has happened.</summary>
    public Dictionary<string, int> Reached { get; } = new(StringComparer.Ordinal);

    private void Reach(string what, bool happened)
    {
        if (happened)
            Reached[what] = Reached.GetValueOrDefault(what) + 1;
    }

    public void Take(MarginStep step)
    {
        ModelBook book = Books[step.Book];
        ModelTrader trader = Traders[step.Trader];
        switch (step.Kind)
        {
            case MarginStepKind.Reprice when Market(book) is not null:
                Reprice(book, 2 * step.Move);
                break;
            case MarginStepKind.Sweep when Market(book) is { } market:
                _rig.Do(() => market.Book.Place(Side(step.IsBuy), null, Size(step), BookTimeInForce.Ioc, null));
                break;
            case MarginStepKind.Order when Market(book) is not null:
                Submit(trader, book, step);
                break;
            case MarginStepKind.Bracket:
                Bracket(trader, step);
                break;
            case MarginStepKind.Cancel when _graphs.Count > 0:
                _rig.Do(() => _rig.Engine.Cancel(_graphs[step.Size % _graphs.Count].Graph));
                break;
            case MarginStepKind.Amend when _graphs.Count > 0:
                Amend(_graphs[step.Size % _graphs.Count].Graph, Size(step));
                break;
            case MarginStepKind.Fund when book.Kind == InstrumentKind.Perp:
                Charge(book, step.Move * 0.02m);
                break;
            case MarginStepKind.Withdraw:
                Withdraw(trader, book.Venue, Size(step));
                break;
            case MarginStepKind.Decide when !_isDecided:
                Decide(step.IsBuy);
                break;
            default:
                Wait();
                break;
        }

        Check();
    }

    public void Dispose() => _rig.Dispose();

    private static BookSide Side(bool isBuy) => isBuy ? BookSide.Bid : BookSide.Ask;

    private static Sdk.Qty Size(MarginStep step) => Sdk.Qty.FromDecimal(step.Size / 100m);

    private VenueMarket? Market(ModelBook book) => _rig.Markets.Find(book.Venue, book.Symbol);

    private void Require(bool holds, string what)
    {
        if (!holds)
            Faults.Add(what);
    }

    /// <summary>The public takes its quotes away and quotes elsewhere, one order after the other; what it crosses trades.</summary>
    private void Reprice(ModelBook book, int percent)
    {
        decimal scale = book.Kind == InstrumentKind.Prediction ? 0.5m : 100m;
        decimal old = _quotes.ContainsKey(book) ? _mids[book] : scale;
        decimal mid = Math.Clamp(Math.Round(old * (1 + (percent / 100m)), Digits(book)), scale / 2.5m, scale * 1.8m);
        decimal half = Math.Max(0.01m, scale / 100);
        _mids[book] = mid;
        foreach (BookOrder order in _quotes.GetValueOrDefault(book) ?? [])
            _rig.Do(() => Market(book)!.Book.Cancel(order));
        _quotes[book] =
        [
            .. new[] { (BookSide.Bid, mid - half), (BookSide.Ask, mid + half), (BookSide.Bid, mid - (6 * half)), (BookSide.Ask, mid + (6 * half)) }
                .Select(quote => Place(book, quote.Item1, quote.Item2)),
        ];
    }

    private static int Digits(ModelBook book) => book.Kind == InstrumentKind.Prediction ? 2 : 1;

    private BookOrder Place(ModelBook book, BookSide side, decimal price)
    {
        BookOrder order = null!;
        _rig.Do(() => order = Market(book)!.Book.Place(side, Sdk.Px.FromDecimal(price), Qty("20"), BookTimeInForce.Gtc, null));
        return order;
    }

    private void Mark(ModelBook book)
    {
        _changes++;
        if (Market(book) is not { } market || Quoted(market, BookSide.Bid) is not { } bid || Quoted(market, BookSide.Ask) is not { } ask)
            return;
        foreach (ModelTrader trader in Traders)
            trader.Mark(book, (bid + ask) / 2);
    }

    /// <summary>The best price of the public, which names no owner.</summary>
    private static decimal? Quoted(VenueMarket market, BookSide side) => market.Book.Orders(side).FirstOrDefault(order => order.Owner is null)?.Limit?.ToDecimal();

    private void Fill(ModelTrader trader, ExecutionReport report)
    {
        ModelBook book = Books.First(book => book.Venue == report.Venue && book.Symbol == report.Order.Symbol);
        bool isForced = report.Order.NodeId == GraphEngine.LiquidationNode;
        ModelPerp? perp = trader.At(book.Venue).Perps.GetValueOrDefault(book.Symbol);
        decimal before = perp?.Quantity ?? 0;
        string? fault = trader.Fill(book, report, isForced);
        Reach("liquidation", isForced);
        Reach("flip", perp is not null && before * perp.Quantity < 0);
        Require(fault is null, $"{report.Id} of {book}: {fault}");
    }

    /// <summary>An order may end for want of margin only when the account does not cover it. The exchange looks before the model hears of the new mark.</summary>
    private void Change(ModelTrader trader, OrderState order)
    {
        if (order.Status != Wire.OrderStatus.Cancelled || order.FailureReason != RejectReasons.Uncovered || order.Limit is not { } limit)
            return;
        foreach (ModelBook listed in Books)
            Mark(listed);
        ModelBook book = Books.First(book => order.Markets[0].Venue == book.Venue && book.Symbol == order.Symbol);
        var ended = new ModelOrder(order.Side == BookSide.Bid ? 1 : -1, limit.ToDecimal(), order.Open.ToDecimal(), Spec(trader, order).Style.ReduceOnly);
        trader.Observe(Resting(trader));
        Require(Spec(trader, order).Style.Policy == Wire.Policy.PassiveLimit || trader.MustEnd(book, ended), $"{order.NodeOrderId} ended and was covered");
    }

    private List<(VenueMarket Market, ModelOrder Order)> Resting(ModelTrader trader) =>
    [
        .. _rig.Engine.Orders(trader.Account).Where(order => !order.IsTerminal).SelectMany(order => _rig.Engine.Parts(order).Select(part =>
            (part.Market, new ModelOrder(order.Side == BookSide.Bid ? 1 : -1, part.Price.ToDecimal(), part.Remaining.ToDecimal(), Spec(trader, order).Style.ReduceOnly)))),
    ];

    private void Submit(ModelTrader trader, ModelBook book, MarginStep step)
    {
        bool isLimit = step.Size % 3 > 0;
        decimal limit = Math.Round(_mids[book] * (1 + (step.Move / 100m)), Digits(book));
        string style = Styles[step.Style];
        Sdk.Qty size = book.Kind == InstrumentKind.Prediction ? Sdk.Qty.FromDecimal(1 + (step.Size / 100)) : Size(step);
        VenueMarket market = Market(book)!;
        decimal? price = isLimit ? limit : Prices.Best(market, Prices.Opposite(Side(step.IsBuy)))?.ToDecimal();
        if (isLimit && book.Kind == InstrumentKind.Prediction && limit >= 1)
            return;
        string? expected = trader.Refusal(book, step.IsBuy ? 1 : -1, size.ToDecimal(), price, style.Contains("reduce_only", StringComparison.Ordinal));
        string node = Node("a", step.IsBuy ? "buy" : "sell", size.ToString(), isLimit ? Limit(Sdk.Px.FromDecimal(limit).ToString()) : "\"market\"", style, symbol: book.Symbol, venue: $"\"{book.Venue}\"");
        Graph graph = _rig.Submit(trader.Account, GraphOf([node]));
        _graphs.Add((trader.Account, graph));
        OrderState order = _rig.Engine.FindOrder(trader.Account, $"graph:{graph.Id}:a:1")!;
        bool isRefused = order.Status == Wire.OrderStatus.Failed;
        Reach("refusal", book.Kind == InstrumentKind.Perp && expected is "INSUFFICIENT_BALANCE");
        Require(expected == ModelTrader.Unpredicted || isRefused == (expected is not null) && (expected is null || order.FailureReason!.StartsWith(expected, StringComparison.Ordinal)), $"order {step} is {order.Status.Value} {order.FailureReason}, expected {expected ?? "taken"}");
    }

    /// <summary>An entry with a target and a stop, and a chance to turn the position over.</summary>
    private void Bracket(ModelTrader trader, MarginStep step)
    {
        ModelBook book = Books[step.Book % 3];
        string exit = step.IsBuy ? "sell" : "buy";
        decimal target = Math.Round(_mids[book] * (step.IsBuy ? 1.05m : 0.95m), 1);
        string stop = $$$"""{"on_price": {"symbol": "{{{book.Symbol}}}", "direction": "{{{(step.IsBuy ? "below" : "above")}}}", "offset_pct": {{{(step.IsBuy ? -4 : 4)}}}}}""";
        string Exit(string id, string type) => Node(id, exit, "derived", type, root: false, symbol: book.Symbol, venue: $"\"{book.Venue}\"");
        _graphs.Add((trader.Account, _rig.Submit(trader.Account, GraphOf(
            [Node("a", step.IsBuy ? "buy" : "sell", Size(step).ToString(), symbol: book.Symbol, venue: $"\"{book.Venue}\""), Exit("target", Limit(Sdk.Px.FromDecimal(target).ToString())), Exit("stop", "\"market\"")],
            [Edge("a", "target", "\"on_first_fill\""), Edge("a", "stop", stop)]))));
    }

    private void Amend(Graph graph, Sdk.Qty qty)
    {
        try
        {
            _rig.Do(() => _rig.Engine.Amend(graph, graph.Find("a")!, Amendment.Read(new Wire.NodeAmendments { Qty = qty })));
        }
        catch (RefusedException fault) when (fault.Refusal.Kind is RefusalKind.Validation or RefusalKind.Conflict or RefusalKind.OrderTerminal)
        {
            // It is over, or too small, or not covered: then nothing has changed.
        }
    }

    private void Charge(ModelBook book, decimal rate)
    {
        // The model first: the exchange ends what is not covered any more while it charges.
        foreach (ModelTrader trader in Traders)
            _house += trader.At(book.Venue).Charge(book.Symbol, rate);
        _rig.Do(() => _clearing.Charge(Market(book)!, Sdk.Px.FromDecimal(rate)));
        Reach("funding", _clearing.House != Sdk.Usd.Zero);
    }

    private void Withdraw(ModelTrader trader, string venue, Sdk.Qty amount)
    {
        bool fits = trader.At(venue).Free >= amount.ToDecimal();
        string? paid = null;
        _rig.Do(() => paid = trader.Account.Ledger.Withdraw(venue, "USD", amount));
        Require(fits == (paid is not null), $"withdrawal of {amount} at {venue}: {paid ?? "refused"}");
        if (paid is not null)
            trader.At(venue).Pay(amount.ToDecimal());
    }

    private void Decide(bool isYes) => _rig.Do(() =>
    {
        _isDecided = true;
        Reach("settlement", Traders.Any(trader => trader.Account.Ledger.Find(_rig.Market("kalshi", "KXT:YES")) is { Quantity.Raw: > 0 }));
        VenueMarket market = _rig.Market("kalshi", "KXT:YES");
        _rig.Engine.EndOrders(market);
        _rig.Markets.Close(market);
        _rig.Engine.Settle("kalshi", "KXT:YES", Px(isYes ? "1" : "0"), pays: true);
        foreach (ModelTrader trader in Traders)
            trader.Settle(isYes ? 1 : 0);
    });

    /// <summary>A second: what is below its maintenance margin is liquidated, unless something else happened meanwhile.</summary>
    private void Wait()
    {
        List<(ModelTrader Trader, int Due, int Before)> accounts = [.. Traders.Select(trader => (trader, trader.Undermargined, Liquidations(trader)))];
        int changes = _changes;
        _rig.Advance(TimeSpan.FromSeconds(1));
        bool isQuiet = _changes == changes;
        foreach ((ModelTrader trader, int due, int before) in accounts)
        {
            int forced = Liquidations(trader) - before;
            Require(due > 0 ? forced > 0 : !isQuiet || forced == 0, $"{due} accounts to liquidate, {forced} orders");
        }
    }

    private int Liquidations(ModelTrader trader) => _rig.Engine.Orders(trader.Account).Count(order => order.NodeId == GraphEngine.LiquidationNode);

    private void Check()
    {
        foreach (ModelTrader trader in Traders)
        {
            trader.Observe(Resting(trader));
            foreach (string fault in trader.Differences(_rig.Engine.Positions(trader.Account)))
                Faults.Add(fault);
        }

        Reach("insurance", _fund.Paid.Raw > 0);
        Reach("profit realized for cash", Traders.Any(trader => trader.Venues.Any(venue => venue.HasRealizedForCash)));
        Reach("order that is not covered any more", _rig.Engine.Orders(Traders[0].Account).Any(order => order.FailureReason == RejectReasons.Uncovered));
        Reach("reduce-only order without a position", _rig.Engine.Orders(Traders[0].Account).Any(order => order.Status == Wire.OrderStatus.Cancelled && order.FailureReason == RejectReasons.NothingToReduce));
        Reach("exit that filled", _rig.Engine.Orders(Traders[0].Account).Any(order => order.FailureReason?.StartsWith("EXIT_FILLED", StringComparison.Ordinal) == true));
        Require(_house == _clearing.House.ToDecimal(), $"the house has {_clearing.House}, the model {_house}");
        Require(_fund.Received.ToDecimal() == Traders.Sum(trader => trader.Venues.Sum(venue => venue.Penalties)), "fees of liquidations");
        Require(_fund.Paid.ToDecimal() == Traders.Sum(trader => trader.Venues.Sum(venue => venue.Insured)), $"the fund paid {_fund.Paid}");
    }

    private OrderSpec Spec(ModelTrader trader, OrderState order) => _rig.Engine.Find(trader.Account, order.GraphId)!.Find(order.NodeId)!.Spec;
}
