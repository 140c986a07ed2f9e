namespace Sequence.Exchange.Analytics;

/// <summary>How the venues served the orders of an account, and what the account is worth. The caller holds the gate.</summary>
internal sealed class VenueService(GraphEngine engine, ExecutionJournal journal)
{
    /// <summary>Where the next size bucket begins, in USD of notional.</summary>
    private static readonly (string Name, decimal Below)[] Buckets =
        [("below_1k", 1_000m), ("1k_10k", 10_000m), ("10k_100k", 100_000m), ("from_100k", decimal.MaxValue)];

    public JObject Venues(Account account) => new()
    {
        ["venues"] = new JArray(journal.Orders(account)
            .SelectMany(record => record.Venues.Select(venue => (Record: record, Venue: venue)))
            .GroupBy(visit => visit.Venue.Venue)
            .OrderBy(venue => venue.Key, StringComparer.Ordinal)
            .Select(venue => Row(venue.Key, [.. venue]))),
    };

    public JObject Portfolio(Account account)
    {
        Wire.PositionsResponse all = engine.Positions(account);
        List<Wire.Position> ever = [.. all.Positions.Where(row => row.Instrument.Kind != Wire.InstrumentKind.Fiat && !Statement.IsCoin(row.Instrument.Symbol))];
        List<Wire.Position> open = [.. ever.Where(row => row.Qty != Sequence.Sdk.Qty.Zero)];
        decimal gross = open.Sum(row => Math.Abs(row.CurrentValueUsd.ToDecimal()));
        return new JObject
        {
            ["value_usd_1e9"] = all.Totals.NavUsd.Raw,
            ["cash_usd_1e9"] = all.Totals.CashUsd.Raw,
            ["realized_pnl_usd_1e9"] = CostTotals.Raw(ever.Sum(row => row.RealizedPnlUsd.ToDecimal())),
            ["unrealized_pnl_usd_1e9"] = CostTotals.Raw(ever.Sum(row => row.UnrealizedPnlUsd.ToDecimal())),
            ["fees_usd_1e9"] = CostTotals.Raw(ever.Sum(row => row.FeesUsd.ToDecimal())),
            ["concentration"] = open.Count == 0 ? null : CostTotals.Share(open.Max(row => Math.Abs(row.CurrentValueUsd.ToDecimal())), gross),
            ["positions"] = new JArray(open.Select(row => new JObject
            {
                ["venue"] = row.Venue,
                ["symbol"] = row.Instrument.Symbol,
                ["kind"] = row.Instrument.Kind.Value,
                ["qty_1e8"] = row.Qty.Raw,
                ["current_value_usd_1e9"] = row.CurrentValueUsd.Raw,
                ["share"] = CostTotals.Share(Math.Abs(row.CurrentValueUsd.ToDecimal()), gross),
            })),
            ["as_of_ns"] = all.AsOf.Raw,
        };
    }

    private static JObject Row(string name, List<(OrderRecord Record, VenueExecution Venue)> visits)
    {
        List<(OrderRecord Record, VenueExecution Venue)> filled = [.. visits.Where(visit => visit.Venue.Executed.Fills > 0)];
        var totals = new CostTotals((CostFilter.All with { Venue = name }).Of(visits.Select(visit => visit.Record.Report).OfType<CostReport>()));
        decimal? fillRate = CostTotals.Share(filled.Count, visits.Count);
        return new JObject
        {
            ["venue"] = name,
            ["orders"] = visits.Count,
            ["fills"] = filled.Sum(visit => visit.Venue.Executed.Fills),
            ["fill_rate"] = fillRate,
            ["maker_rate"] = CostTotals.Share(filled.Sum(visit => visit.Venue.Executed.MakerFills), filled.Sum(visit => visit.Venue.Executed.Fills)),
            ["latency"] = Latency.Of(visits.Where(visit => visit.Venue.SubmittedAt is not null).Select(visit => (visit.Venue.SubmittedAt!.Value, visit.Venue.AcknowledgedAt, visit.Venue.FilledAt))),
            ["quality_score"] = totals.WinRate is { } wins ? (fillRate + wins) / 2 : fillRate,
            ["size_buckets"] = SizeBuckets([.. filled.Select(visit => visit.Record.Arrival.InUsd(visit.Venue.Executed.Notional).ToDecimal())]),
        };
    }

    private static JObject SizeBuckets(IReadOnlyList<decimal> notionals)
    {
        var buckets = new JObject();
        decimal from = 0;
        foreach ((string name, decimal below) in Buckets)
        {
            decimal floor = from;
            buckets[name] = notionals.Count(notional => notional >= floor && notional < below);
            from = below;
        }

        return buckets;
    }
}
