using System.Globalization;
using Sequence.Sandbox;

namespace Sequence.Exchange.Automation;

/// <summary>The backtests of all accounts: a second in the queue, two at work, and then what the exchange's own tape gives. The caller holds the gate.</summary>
internal sealed class BacktestService(Scheduler scheduler, MarketPlace markets, TradeTape tape, StrategyService strategies, int seed)
{
    private static readonly TimeSpan QueueTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorkTime = TimeSpan.FromSeconds(2);

    private readonly Shelf<Backtest> _jobs = new("backtest");
    private int _lastId;

    /// <exception cref="RefusedException">Not found: the account has none of that id.</exception>
    public Backtest Get(Account account, string id) => _jobs.Get(account, id);

    /// <summary>Of the body, <c>symbols</c> and <c>strategy_id</c> mean something here.</summary>
    /// <exception cref="RefusedException">Validation: a symbol is missing or not listed, or the account has no such strategy.</exception>
    public Backtest Create(Account account, JToken body)
    {
        var at = new Field("");
        IReadOnlyList<string> symbols = SymbolList.Read(at.Member(body, "symbols"), at["symbols"], markets);
        if (at.Member(body, "strategy_id") is { Type: not JTokenType.Null })
            at["strategy_id"].Require(strategies.Find(account, at.Word(body, "strategy_id")) is not null, "is no strategy of the account.");
        string id = string.Create(CultureInfo.InvariantCulture, $"job_{RowChance.For(seed, "backtest", ++_lastId).Next():x16}");
        var job = new Backtest(id, symbols, scheduler.Now);
        _jobs.Put(account, id, job);
        scheduler.Schedule(QueueTime, () =>
        {
            job.Begin();
            scheduler.Schedule(WorkTime, () => job.Complete(Results(job), scheduler.Now));
        });
        return job;
    }

    /// <summary>Buy one unit at the first trade of the tape, sell it at the last: what the market itself did.</summary>
    private JObject Results(Backtest job)
    {
        ILookup<string, TapeTrade> trades = tape.Trades.ToLookup(trade => trade.Symbol, StringComparer.Ordinal);
        List<JObject> rows = [.. job.Symbols.Where(trades.Contains).Select(symbol => Row(symbol, [.. trades[symbol]]))];
        return new JObject(
            new JProperty("job_id", job.Id),
            new JProperty("benchmark", "buy_and_hold"),
            new JProperty("pnl_usd", rows.Sum(row => (decimal)row["pnl_usd"]!)),
            new JProperty("fills", 2 * rows.Count),
            new JProperty("symbols", new JArray(rows)));
    }

    private JObject Row(string symbol, IReadOnlyList<TapeTrade> trades)
    {
        Instrument? instrument = markets.Instrument(symbol);
        decimal moved = trades[^1].Price.ToDecimal() - trades[0].Price.ToDecimal();
        decimal volume = trades.Sum(trade => trade.Qty.ToDecimal());
        decimal turnover = trades.Sum(trade => trade.Price.ToDecimal() * trade.Qty.ToDecimal());
        return new JObject(
            new JProperty("symbol", symbol),
            new JProperty("from_ns", trades[0].At.Raw),
            new JProperty("to_ns", trades[^1].At.Raw),
            new JProperty("trades", trades.Count),
            new JProperty("volume", volume),
            new JProperty("open", trades[0].Price.ToDecimal()),
            new JProperty("high", trades.Max(trade => trade.Price.ToDecimal())),
            new JProperty("low", trades.Min(trade => trade.Price.ToDecimal())),
            new JProperty("close", trades[^1].Price.ToDecimal()),
            new JProperty("vwap", Math.Round(turnover / volume, 9)),
            new JProperty("pnl_usd", instrument?.ToUsd(moved) ?? moved));
    }
}
