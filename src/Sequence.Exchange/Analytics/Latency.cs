namespace Sequence.Exchange.Analytics;

/// <summary>How long the exchange took, in milliseconds of exchange time; null when nothing got there.</summary>
internal static class Latency
{
    /// <summary>From the start to the acknowledgement, and to the first fill.</summary>
    public static JObject Of(IEnumerable<(UnixNanos Start, UnixNanos? Acknowledged, UnixNanos? Filled)> spans)
    {
        var all = spans.ToList();
        decimal[] toAck = [.. all.Where(span => span.Acknowledged is not null).Select(span => Milliseconds(span.Start, span.Acknowledged!.Value))];
        decimal[] toFill = [.. all.Where(span => span.Filled is not null).Select(span => Milliseconds(span.Start, span.Filled!.Value))];
        return new JObject
        {
            ["p50_ms"] = CostTotals.Percentile(toAck, 50),
            ["p95_ms"] = CostTotals.Percentile(toAck, 95),
            ["first_fill_p50_ms"] = CostTotals.Percentile(toFill, 50),
            ["first_fill_p95_ms"] = CostTotals.Percentile(toFill, 95),
        };
    }

    private static decimal Milliseconds(UnixNanos from, UnixNanos to) => (to.Raw - from.Raw) / 1_000_000m;
}
