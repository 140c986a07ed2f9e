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
        ? ledger.Holdings.FirstOrDefault(holding => holding.Venue == row.Venue && holding.Kind == kind && holding.Symbol == row.Symbol && kind != HoldingKind.Perp)?.Locked
        : ledger.Cash.FirstOrDefault(cash => cash.Venue == row.Venue && cash.Asset == row.Symbol) is { } balance
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

        string quote = _execution.Markets.QuoteOn(row.Venue, row.Symbol);
        ledger.HoldingAt(row.Venue, kind, row.Symbol, quote).Reset(row.Quantity, _execution.Markets.Rates.PriceInQuote(row.Entry, quote));
    }

    private void EndAll(Account account)
    {
        foreach (GraphRun run in Of(account).Running.ToArray())
            run.Abort(ResetReason);
    }
}
