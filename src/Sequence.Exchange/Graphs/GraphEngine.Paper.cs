namespace Sequence.Exchange.Graphs;

// Rewriting the paper account: what stands on the books must not hold what is taken away.
internal sealed partial class GraphEngine
{
    private const string ResetReason = "SANDBOX_RESET";

    /// <summary>Writes rows; replacing ends all graphs and drops everything else first, the cash too.</summary>
    /// <returns>How many rows were dropped.</returns>
    /// <exception cref="RefusedException">Conflict: resting orders hold more of a row than it is to have.</exception>
    public int Seed(Account account, IReadOnlyList<SeedRow> rows, bool replaces)
    {
        Of(account);
        Ledger ledger = account.Ledger;
        ledger.Open(_execution.Markets);
        int dropped = replaces ? ledger.Cash.Count + ledger.Holdings.Count : 0;
        if (replaces)
        {
            EndAll(account);
            ledger.Clear();
        }

        foreach (SeedRow row in rows)
        {
            if (Locked(ledger, row) is { } locked && locked > row.Quantity)
                throw RefusedException.Conflict($"Resting orders hold {locked} {row.Symbol} on {row.Venue}; cancel them first.");
        }

        foreach (SeedRow row in rows)
            Write(ledger, row);
        foreach (CashBalance cash in ledger.Cash)
            cash.Margin.Review();
        return dropped;
    }

    /// <summary>Ends all graphs, drops everything, and deposits the opening cash anew.</summary>
    public void Reset(Account account)
    {
        EndAll(account);
        account.Ledger.Restart(account.Paper.OpeningCash);
        account.Ledger.Open(_execution.Markets);
    }

    private static Qty? Locked(Ledger ledger, SeedRow row) => row.Holding is { } kind
        ? kind == HoldingKind.Perp ? null : ledger.Find(row.Venue, kind, row.Symbol)?.Locked
        : ledger.FindCash(row.Venue, row.Symbol) is { } balance
            ? Qty.FromDecimal(balance.Locked.ToDecimal(), MidpointRounding.ToPositiveInfinity)
            : null;

    private void Write(Ledger ledger, SeedRow row)
    {
        if (row.Holding is not { } kind)
        {
            CashBalance cash = ledger.CashAt(row.Venue, row.Symbol);
            cash.Add(Usd.FromDecimal(row.Quantity.ToDecimal()) - cash.Amount);
            return;
        }

        MarketPlace markets = _execution.Markets;
        string quote = markets.QuoteOn(row.Venue, row.Symbol);
        Holding holding = ledger.HoldingAt(row.Venue, kind, row.Symbol, quote);
        holding.Reset(row.Quantity, markets.Rates.PriceInQuote(row.Entry, quote));
        if (markets.Find(row.Venue, kind == HoldingKind.Crypto ? $"{row.Symbol}-{quote}" : row.Symbol) is { } home && (home.Instrument.Kind == Instruments.InstrumentKind.Perp) == (kind == HoldingKind.Perp))
            holding.Attach(home);
    }

    private void EndAll(Account account)
    {
        foreach (GraphRun run in Of(account).Running.ToArray())
            run.Abort(ResetReason);
    }
}
