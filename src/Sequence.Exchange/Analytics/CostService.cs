namespace Sequence.Exchange.Analytics;

/// <summary>Transaction cost analysis of the orders of an account that are over. The caller holds the gate.</summary>
internal sealed class CostService(ExecutionJournal journal)
{
    private const long BucketSeconds = 60;

    public JObject Totals(Account account, CostFilter filter) => new CostTotals(Samples(account, filter)).ToJson();

    /// <summary>All, and by symbol.</summary>
    public JObject Report(Account account)
    {
        JObject report = Totals(account, CostFilter.All);
        report["symbols"] = new JArray(Samples(account, CostFilter.All)
            .GroupBy(sample => sample.Report.Order.Symbol)
            .OrderBy(symbol => symbol.Key, StringComparer.Ordinal)
            .Select(symbol => Named("symbol", symbol.Key, new CostTotals(symbol).ToJson())));
        return report;
    }

    /// <summary>By the minute in which the orders ended, the oldest first; minutes without any are left out.</summary>
    public JObject Timeseries(Account account) => new()
    {
        ["interval_s"] = BucketSeconds,
        ["points"] = new JArray(Samples(account, CostFilter.All)
            .GroupBy(sample => sample.Report.EndedAt.ToUnixSeconds() / BucketSeconds)
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => Point(UnixNanos.FromUnixSeconds(bucket.Key * BucketSeconds), new CostTotals(bucket)))),
    };

    public JObject Venues(Account account)
    {
        List<CostReport> reports = [.. journal.Reports(account)];
        List<string> names = [.. reports.SelectMany(report => report.Record.Venues).Where(venue => venue.Executed.Fills > 0).Select(venue => venue.Venue).Distinct().Order(StringComparer.Ordinal)];
        decimal all = new CostTotals(CostFilter.All.Of(reports)).NotionalUsd;
        return new JObject
        {
            ["venues"] = new JArray(names.Select(name =>
            {
                var totals = new CostTotals((CostFilter.All with { Venue = name }).Of(reports));
                JObject row = Named("venue", name, totals.ToJson());
                row["share"] = CostTotals.Share(totals.NotionalUsd, all);
                // What a venue saved against another is a matter of whole orders.
                row.Remove("savings_usd");
                return row;
            })),
        };
    }

    /// <summary>How complete the data behind the analysis is.</summary>
    public JObject Quality(Account account)
    {
        List<CostReport> reports = [.. journal.Reports(account)];
        List<CostReport> traded = [.. reports.Where(report => report.Executed.Fills > 0)];
        return new JObject
        {
            ["orders"] = reports.Count,
            ["with_fills"] = traded.Count,
            ["with_arrival"] = traded.Count(report => report.Arrival.Mid is not null),
            ["with_benchmark"] = traded.Count(report => report.Benchmark is not null),
            ["with_single_venue"] = traded.Count(report => report.Savings is not null),
            ["provenance"] = new CostTotals(CostFilter.All.Of(reports)).Provenance(),
        };
    }

    /// <summary>The one router of the exchange; there is nothing to compare it with.</summary>
    public JObject Versions(Account account)
    {
        var totals = new CostTotals(Samples(account, CostFilter.All));
        JObject row = totals.ToJson();
        row.AddFirst(new JProperty("routing_version", CostFilter.RoutingVersion));
        return new JObject { ["versions"] = totals.Orders == 0 ? new JArray() : new JArray(row) };
    }

    private static JObject Named(string member, string name, JObject row)
    {
        row.AddFirst(new JProperty(member, name));
        return row;
    }

    private static JObject Point(UnixNanos at, CostTotals totals) => new()
    {
        ["ts_ns"] = at.Raw,
        ["orders"] = totals.Orders,
        ["notional_usd_1e9"] = CostTotals.Raw(totals.NotionalUsd),
        ["implementation_shortfall_bps"] = totals.ShortfallBps,
        ["savings_vs_benchmark_bps"] = totals.SavingsBps,
    };

    private IEnumerable<CostSample> Samples(Account account, CostFilter filter) => filter.Of(journal.Reports(account));
}
