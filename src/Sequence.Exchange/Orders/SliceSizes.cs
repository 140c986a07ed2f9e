namespace Sequence.Exchange.Orders;

/// <summary>Cuts a quantity into parts that add up to it exactly.</summary>
internal static class SliceSizes
{
    /// <summary>Parts that differ by at most one lot.</summary>
    public static Qty[] Even(Qty total, int parts, Qty lot) => ByWeight(total, Enumerable.Repeat(1L, parts).ToArray(), lot);

    /// <summary>Parts that follow recent volume by half and are even by half, so that a quiet span never starves a slice; even when nothing traded.</summary>
    public static Qty[] ByVolume(Qty total, long[] volumes, Qty lot)
    {
        Int128 sum = 0;
        foreach (long volume in volumes)
            sum += volume;
        return sum == 0
            ? Even(total, volumes.Length, lot)
            : ByWeight(total, [.. volumes.Select(volume => (long)(volume + (sum / volumes.Length)))], lot);
    }

    /// <summary>Rounds the running sum, not the parts, so nothing is lost. Every part is in whole lots, but for what the total has beyond them.</summary>
    private static Qty[] ByWeight(Qty total, long[] weights, Qty lot)
    {
        long step = Math.Max(1, lot.Raw);
        Int128 whole = 0;
        foreach (long weight in weights)
            whole += weight;
        var parts = new Qty[weights.Length];
        Int128 weighed = 0;
        long cut = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weighed += weights[i];
            long end = i == weights.Length - 1 ? total.Raw : (long)(total.Raw * weighed / whole) / step * step;
            parts[i] = Qty.FromRaw(end - cut);
            cut = end;
        }

        return parts;
    }
}
