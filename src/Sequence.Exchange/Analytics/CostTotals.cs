namespace Sequence.Exchange.Analytics;

/// <summary>Many executions as one: costs are weighted by notional, percentiles count executions.</summary>
internal sealed class CostTotals
{
    private static readonly int[] Percentiles = [50, 75, 95, 99];

    private readonly List<CostSample> _all;
    private readonly List<CostSample> _traded;

    public CostTotals(IEnumerable<CostSample> samples)
    {
        _all = [.. samples];
        _traded = [.. _all.Where(sample => sample.Executed.Fills > 0)];
    }

    public int Orders => _all.Count;

    public decimal NotionalUsd => _traded.Sum(sample => sample.NotionalUsd);

    public decimal FeesUsd => _traded.Sum(sample => sample.FeesUsd);

    public decimal? ShortfallBps => Weighted(cost => cost.ShortfallBps);

    public decimal? SavingsBps => Weighted(cost => cost.SavingsBps);

    /// <summary>The share of executions that beat their benchmark; null without one.</summary>
    public decimal? WinRate => Share(_traded.Count(sample => sample.Wins), _traded.Count(sample => sample.Cost.SavingsBps is not null));

    /// <summary>The sum of what was saved against single venues, in USD.</summary>
    public decimal SavingsUsd => _traded.Sum(sample => sample.Report.Savings?.ToDecimal() ?? 0);

    public static decimal? Share(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part / whole, 4);

    /// <summary>An amount as the wire counts it; it cannot count beyond 9.2 billion USD, and stops there.</summary>
    public static long Raw(decimal usd) =>
        Usd.FromDecimal(Math.Clamp(usd, Usd.MinValue.ToDecimal(), Usd.MaxValue.ToDecimal()), MidpointRounding.ToEven).Raw;

    /// <summary>The value that this share of all is not above: the nearest rank; null of nothing.</summary>
    public static decimal? Percentile(IEnumerable<decimal> values, int percent)
    {
        decimal[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : sorted[Math.Max(0, ((sorted.Length * percent) + 99) / 100 - 1)];
    }

    public JObject ToJson()
    {
        decimal[] shortfalls = [.. _traded.Select(sample => sample.Cost.ShortfallBps).OfType<decimal>()];
        return new JObject
        {
            ["orders"] = Orders,
            ["fills"] = _traded.Sum(sample => sample.Executed.Fills),
            ["notional_usd_1e9"] = Raw(NotionalUsd),
            ["fees_usd_1e9"] = Raw(FeesUsd),
            ["implementation_shortfall_bps"] = ShortfallBps,
            ["slippage_bps"] = Weighted(cost => cost.SlippageBps),
            ["spread_cost_bps"] = Weighted(cost => cost.SpreadBps),
            ["market_impact_bps"] = Weighted(cost => cost.ImpactBps),
            ["fees_bps"] = Weighted(cost => cost.FeesBps),
            ["savings_vs_benchmark_bps"] = SavingsBps,
            ["savings_usd"] = SavingsUsd,
            ["percentiles"] = new JObject(Percentiles.Select(percent => new JProperty($"p{percent}", Percentile(shortfalls, percent)))),
            ["win_rate"] = WinRate,
            ["provenance"] = Provenance(),
        };
    }

    /// <summary>How many benchmarks came from where.</summary>
    public JObject Provenance() => new(_traded
        .CountBy(sample => sample.Report.BenchmarkSource ?? "none")
        .OrderBy(source => source.Key, StringComparer.Ordinal)
        .Select(source => new JProperty(source.Key, source.Value)));

    private decimal? Weighted(Func<ExecutionCost, decimal?> part)
    {
        List<CostSample> known = [.. _traded.Where(sample => part(sample.Cost) is not null && sample.NotionalUsd > 0)];
        decimal weight = known.Sum(sample => sample.NotionalUsd);
        return weight == 0 ? null : BasisPoints.Round(known.Sum(sample => part(sample.Cost)!.Value * sample.NotionalUsd) / weight);
    }
}
