namespace Sequence.Benchmarks.Loopback;

/// <summary>Memory of this process in bytes.</summary>
internal readonly record struct MemoryReading(long Managed, long WorkingSet)
{
    public static MemoryReading Take(bool isCollected)
    {
        if (isCollected)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new MemoryReading(GC.GetTotalMemory(forceFullCollection: isCollected), Environment.WorkingSet);
    }

    public MemoryReading Above(MemoryReading idle) => new(Managed - idle.Managed, WorkingSet - idle.WorkingSet);

    public MemoryReading Max(MemoryReading other) => new(Math.Max(Managed, other.Managed), Math.Max(WorkingSet, other.WorkingSet));
}
