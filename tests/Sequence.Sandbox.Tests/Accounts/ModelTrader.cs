using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>A book that the model knows.</summary>
internal sealed record ModelBook(string Venue, string Symbol, InstrumentKind Kind, decimal TakerBps, decimal MakerBps, string Account)
{
    public override string ToString() => $"{Symbol} on {Venue}";
}

/// <summary>One account of the exchange, and the model of it on each venue.</summary>
internal sealed class ModelTrader
{
    /// <summary>The fee decides, and the fees of contracts are not the model's.</summary>
    public const string Unpredicted = "?";

    private readonly Dictionary<string, MarginModel> _venues = new(StringComparer.Ordinal);
    private readonly Dictionary<ModelBook, (decimal Quantity, decimal Cost, decimal Resting, decimal? Mark)> _owned = [];

    public ModelTrader(Account account, decimal cash)
    {
        Account = account;
        foreach (string venue in new[] { "coinbase", "kraken", "binance", "hyperliquid", "kalshi", "bybit" })
            _venues.Add(venue, new MarginModel(cash));
        foreach (ModelBook book in MarginFloor.Books)
        {
            if (book.Kind == InstrumentKind.Perp)
                At(book.Venue).Add(book.Symbol, book.TakerBps / 10_000);
            else
                _owned.Add(book, (0, 0, 0, null));
        }
    }

    public Account Account { get; }

    public IEnumerable<MarginModel> Venues => _venues.Values;

    public int Undermargined => _venues.Values.Count(venue => venue.IsUndermargined);

    public MarginModel At(string venue) => _venues[venue];

    public void Mark(ModelBook book, decimal mark)
    {
        if (book.Kind == InstrumentKind.Perp)
            At(book.Venue).Perps[book.Symbol].Mark = mark;
        else
            _owned[book] = _owned[book] with { Mark = mark };
    }

    /// <returns>What is wrong with the fill; null when nothing is.</returns>
    public string? Fill(ModelBook book, ExecutionReport report, bool isForced)
    {
        MarginModel venue = At(book.Venue);
        int sign = report.Side == BookSide.Bid ? 1 : -1;
        (decimal price, decimal quantity) = (report.Price.ToDecimal(), report.Quantity.ToDecimal());
        if (book.Kind != InstrumentKind.Perp)
        {
            (decimal held, decimal cost, decimal resting, decimal? mark) = _owned[book];
            decimal value = MarginModel.Round(price * quantity);
            cost = sign > 0 ? cost + value : cost - MarginModel.Round(cost * quantity / held);
            _owned[book] = (held + (sign * quantity), cost, resting, mark);
            venue.Pay((sign * value) + report.Fee.ToDecimal());
            return null;
        }

        decimal fee = MarginModel.Round(price * quantity * (report.IsMaker ? book.MakerBps : book.TakerBps) / 10_000);
        decimal penalty = isForced ? MarginModel.Round(MarginModel.Round(price * quantity) * 0.005m) : 0;
        bool opened = venue.Fill(book.Symbol, sign, quantity, price, fee, penalty);
        if (report.Fee.ToDecimal() != fee + penalty)
            return $"the fee is {report.Fee}, not {fee} and {penalty}";
        return opened && venue.Exposure > 5 * venue.Equity ? $"it leads to {venue.Exposure} with an equity of {venue.Equity}" : null;
    }

    /// <summary>Why the exchange must refuse an order of one venue; null when it must take it.</summary>
    public string? Refusal(ModelBook book, int sign, decimal quantity, decimal? price, bool isReduceOnly)
    {
        MarginModel venue = At(book.Venue);
        if (book.Kind == InstrumentKind.Perp)
        {
            ModelPerp perp = venue.Perps[book.Symbol];
            if (isReduceOnly)
                quantity = Math.Min(quantity, Math.Max(0, (-sign * perp.Quantity) - perp.ReduceOnly(sign)));
            if (quantity <= 0)
                return "EXCHANGE_REJECT: reduce_only";
            return price is { } at && venue.Power(book.Symbol, sign, at, []) < quantity ? "INSUFFICIENT_BALANCE" : null;
        }

        (decimal held, _, decimal resting, _) = _owned[book];
        decimal free = sign < 0 ? Math.Max(0, held - resting) : 0;
        if (isReduceOnly && Math.Min(quantity, free) <= 0)
            return "EXCHANGE_REJECT: reduce_only";
        if (sign < 0)
            return price is not null && free < (isReduceOnly ? Math.Min(quantity, free) : quantity) ? "INSUFFICIENT_BALANCE" : null;
        if (price is not { } cost)
            return null;
        if (book.Kind == InstrumentKind.Prediction)
            return venue.Free > cost * quantity * 1.2m ? null : Unpredicted;
        return MarginModel.Down(Math.Max(0, venue.Free - 0.00001m) / (cost * (1 + (book.TakerBps / 10_000))), 8) < quantity ? "INSUFFICIENT_BALANCE" : null;
    }

    /// <summary>The outcome is worth this much and is paid.</summary>
    public void Settle(decimal payout)
    {
        ModelBook book = MarginFloor.Books.Single(listed => listed.Kind == InstrumentKind.Prediction);
        At(book.Venue).Pay(-payout * _owned[book].Quantity);
        _owned[book] = (0, 0, 0, payout);
    }

    /// <summary>Takes down what rests on the books.</summary>
    public void Observe(IReadOnlyList<(VenueMarket Market, ModelOrder Order)> orders)
    {
        foreach (MarginModel venue in _venues.Values)
            venue.Reserved = 0;
        foreach (ModelBook book in MarginFloor.Books)
        {
            List<ModelOrder> mine = [.. orders.Where(row => row.Market.Venue == book.Venue && row.Market.Instrument.Symbol == book.Symbol).Select(row => row.Order)];
            if (book.Kind == InstrumentKind.Perp)
            {
                At(book.Venue).Perps[book.Symbol].Orders = mine;
                continue;
            }

            _owned[book] = _owned[book] with { Resting = mine.Where(order => order.Sign < 0).Sum(order => order.Quantity) };
            if (book.Kind == InstrumentKind.Prediction)
                At(book.Venue).Reserved = Account.Ledger.CashAt(book.Venue, "USD").Reserved.ToDecimal();
            else
                At(book.Venue).Reserved += mine.Where(order => order.Sign > 0).Sum(buy => MarginModel.Round(buy.Price * buy.Quantity) + MarginModel.Round(buy.Price * buy.Quantity * book.TakerBps / 10_000));
        }
    }

    /// <summary>Whether the account, as it was observed, does not cover one order more.</summary>
    public bool MustEnd(ModelBook book, ModelOrder order)
    {
        MarginModel venue = At(book.Venue);
        if (book.Kind == InstrumentKind.Perp)
            return !venue.Covers(book.Symbol, order);
        venue.Reserved += MarginModel.Round(order.Price * order.Quantity) + MarginModel.Round(order.Price * order.Quantity * book.TakerBps / 10_000);
        return venue.Free < 0;
    }

    /// <summary>Where the exchange says something else than the model.</summary>
    public IEnumerable<string> Differences(Wire.PositionsResponse positions)
    {
        foreach ((string name, MarginModel venue) in _venues)
        {
            CashBalance cash = Account.Ledger.CashAt(name, "USD");
            if (cash.Amount.ToDecimal() != venue.Cash)
                yield return $"cash at {name} is {cash.Amount}, not {venue.Cash}";
            if (cash.Insured.ToDecimal() != venue.Insured)
                yield return $"the fund paid {cash.Insured} at {name}, not {venue.Insured}";
            if (cash.Margin.Equity != venue.Equity)
                yield return $"equity at {name} is {cash.Margin.Equity}, not {venue.Equity}";
            if (cash.Locked.ToDecimal() != venue.Locked)
                yield return $"locked at {name} is {cash.Locked}, not {venue.Locked}";
            if (cash.Margin.Free.ToDecimal() != venue.Free)
                yield return $"free at {name} is {cash.Margin.Free}, not {venue.Free}";
            if (venue.Fault() is { } fault)
                yield return $"{name}: {fault}";
            foreach ((string symbol, ModelPerp perp) in venue.Perps)
            {
                Wire.Position? row = positions.Positions.FirstOrDefault(row => row.Venue == name && row.Instrument.Symbol == symbol);
                (decimal, decimal, decimal, decimal, decimal) mine = (perp.Quantity, perp.Value, perp.Profit, perp.Realized - perp.Funding, perp.Fees);
                (decimal, decimal, decimal, decimal, decimal) theirs = row is null ? default
                    : (row.Qty.ToDecimal(), row.CurrentValueUsd.ToDecimal(), row.UnrealizedPnlUsd.ToDecimal(), row.RealizedPnlUsd.ToDecimal(), row.FeesUsd.ToDecimal());
                if (mine != theirs)
                    yield return $"{symbol} at {name} is {theirs}, not {mine}";
            }
        }

        decimal net = _venues.Values.Sum(venue => MarginModel.Down(venue.Cash, 8) + venue.Perps.Values.Sum(perp => perp.Profit))
            + _owned.Values.Sum(owned => owned.Mark is { } mark ? MarginModel.Round(mark * owned.Quantity) : owned.Cost);
        if (positions.Totals.NavUsd.ToDecimal() != net)
            yield return $"the account is worth {positions.Totals.NavUsd}, not {net}";
    }
}
