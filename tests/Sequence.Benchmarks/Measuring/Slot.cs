using System.Diagnostics;

namespace Sequence.Benchmarks.Measuring;

/// <summary>What one slot of one candidate cost, per operation.</summary>
internal readonly record struct Slot(double CpuMicroseconds, double WallMicroseconds, double Bytes)
{
    public static async Task<Slot> MeasureAsync(Candidate candidate, int times)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await candidate.Run(times);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Slot(cpu.TotalMicroseconds / times, wall.TotalMicroseconds / times, (double)bytes / times);
    }
}
