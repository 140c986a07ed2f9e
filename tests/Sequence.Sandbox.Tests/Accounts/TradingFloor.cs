using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Exchange.Risk;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

internal enum StepKind
{
    Quote,
    Order,
    Cancel,
    Amend,
    Wait,
    Fund,
    Decide,
    Redeem,
}

/// <summary>One thing that somebody does; each kind takes of the numbers what it needs.</summary>
internal sealed record TradingStep(StepKind Kind, int Trader, int Book, bool IsBuy, int Price, long Qty, string Style);

/// <summary>Several accounts that trade with each other and with a public, and notes on what must never happen.</summary>
internal sealed class TradingFloor : IDisposable
{
    public const int Traders = 3;

    public static readonly IReadOnlyList<(string Venue, string Symbol)> Books =
    [
        ("coinbase", "BTC-USD"), ("kraken", "BTC-USD"), ("binance", "BTC-USD"), ("hyperliquid", "BTC-USD-PERP"), ("kalshi", "KXT:YES"), ("kalshi", "KXT:NO"),
    ];

    private readonly Rig _rig = new(feeStep: "0.01");
    private readonly Dictionary<OrderState, string> _ended = [];
    private readonly TradeTape _tape;
    private bool _isDecided;

    /// <param name="cash">What each account has on each venue.</param>
    public TradingFloor(Sdk.Usd cash)
    {
        Cash = cash;
        _tape = new TradeTape(_rig.Markets);
        Clearing = _rig.OpenClearing();
        Accounts = [.. Enumerable.Range(1, Traders).Select(i => new Client($"client_{i}", limit: null, fund: Fund).Paper)];
        foreach (Account account in Accounts)
        {
            _rig.Do(() =>
            {
                account.Ledger.Restart(cash);
                Engine.Positions(account);
            });
        }

        Engine.OrderChanged += (_, order) => Note(order);
    }

    public GraphEngine Engine => _rig.Engine;

    public Sdk.Usd Cash { get; }

    public InsuranceFund Fund { get; } = new();

    public PerpClearing Clearing { get; }

    public IReadOnlyList<Account> Accounts { get; }

    public List<Graph> Graphs { get; } = [];

    public List<string> Breaches { get; } = [];

    public IReadOnlyList<TapeTrade> Tape => [.. _tape.Trades];

    public void Take(TradingStep step)
    {
        (string venue, string symbol) = Books[step.Book];
        string price = venue switch
        {
            "kalshi" => $"0.{step.Price:00}",
            "hyperliquid" => $"{step.Price + 50}.{step.Price / 10}",
            _ => $"{step.Price + 50}.{step.Price:00}",
        };
        string size = Lots(venue, step.Qty, step.Style.Contains("pacing", StringComparison.Ordinal) ? 3 : 1).ToString();
        switch (step.Kind)
        {
            case StepKind.Quote when _rig.Markets.Find(venue, symbol) is not null:
                _rig.Quote(venue, step.IsBuy ? BookSide.Bid : BookSide.Ask, price, size, symbol);
                break;
            case StepKind.Order when _rig.Markets.Find(venue, symbol) is not null:
                Graphs.Add(_rig.Submit(Accounts[step.Trader], GraphOf([Node(
                    "a", step.IsBuy ? "buy" : "sell", size, step.Price % 2 == 0 ? "\"market\"" : Limit(price), step.Style, symbol: symbol)])));
                break;
            case StepKind.Cancel when Graphs.Count > 0:
                _rig.Do(() => Engine.Cancel(Graphs[step.Price % Graphs.Count]));
                break;
            case StepKind.Amend when Graphs.Count > 0:
                Amend(Graphs[step.Price % Graphs.Count], Lots(venue, step.Qty));
                break;
            case StepKind.Fund:
                _rig.Do(() => Clearing.Charge(_rig.Market("hyperliquid", "BTC-USD-PERP"), Sdk.Px.FromRaw((step.Price - 40) * 10_000)));
                break;
            case StepKind.Decide when !_isDecided:
                Decide(step.IsBuy);
                break;
            case StepKind.Redeem:
                _rig.Do(() => Accounts[step.Trader].Ledger.Redeem("kalshi", step.IsBuy ? "KXT:YES" : "KXT:NO"));
                break;
            default:
                _rig.Advance(TimeSpan.FromMilliseconds(step.Price * 30));
                break;
        }
    }

    /// <summary>Whole lots of a book, at least so many.</summary>
    private static Sdk.Qty Lots(string venue, long raw, int least = 1)
    {
        Sdk.Qty lot = Qty(venue == "kalshi" ? "1" : "0.0001");
        return Sdk.Qty.Max(lot * least, Sdk.Qty.FromRaw(raw).RoundToLot(lot));
    }

    /// <summary>Everything that still works is cancelled.</summary>
    public void Close()
    {
        foreach (Graph graph in Graphs)
            _rig.Do(() => Engine.Cancel(graph));
    }

    public void Dispose() => _rig.Dispose();

    private void Amend(Graph graph, Sdk.Qty qty)
    {
        try
        {
            _rig.Do(() => Engine.Amend(graph, graph.Find("a")!, Amendment.Read(new Wire.NodeAmendments { Qty = qty })));
        }
        catch (RefusedException fault) when (fault.Refusal.Kind is RefusalKind.Validation or RefusalKind.OrderTerminal)
        {
            // It is over, or cut into slices, or too small or too dear: then nothing has changed.
        }
    }

    /// <summary>Yes pays at once, no waits to be redeemed: both ways of venues.</summary>
    private void Decide(bool isYes) => _rig.Do(() =>
    {
        _isDecided = true;
        foreach ((string symbol, bool wins) in new[] { ("KXT:YES", isYes), ("KXT:NO", !isYes) })
        {
            VenueMarket market = _rig.Market("kalshi", symbol);
            Engine.EndOrders(market);
            _rig.Markets.Close(market);
            Engine.Settle("kalshi", symbol, wins ? Px("1") : Px("0"), pays: symbol == "KXT:YES");
        }
    });

    private void Note(OrderState order)
    {
        if (order.Filled > order.Quantity)
            Breaches.Add($"{order.NodeOrderId} filled {order.Filled} of {order.Quantity}");
        string status = order.Status.Value;
        if (_ended.TryGetValue(order, out string? end) && (end, status) is not (("FILLED", "COMPLETED") or ("REJECTED", "FAILED")))
            Breaches.Add($"{order.NodeOrderId} went from {end} to {status}");
        if (order.IsTerminal)
            _ended[order] = status;
    }
}
