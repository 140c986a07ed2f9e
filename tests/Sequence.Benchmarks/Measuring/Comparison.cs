using System.Globalization;

namespace Sequence.Benchmarks.Measuring;

/// <summary>
/// Candidates against the first of them, which is the base. They take turns in random order, and a ratio is taken inside a round, so
/// that a busy minute of the machine slows all of them alike. The base also runs a second time under another name: how far
/// that ratio strays from 1 is the noise of the machine.
/// </summary>
/// <param name="Title">For the table.</param>
/// <param name="Rounds">Turns of each candidate.</param>
/// <param name="SlotLength">About how long one turn takes.</param>
internal sealed record Comparison(string Title, int Rounds, TimeSpan SlotLength)
{
    private const int Seed = 20_261_124;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.2);

    public async Task RunAsync(params IReadOnlyList<Candidate> candidates)
    {
        IReadOnlyList<Candidate> all = [.. candidates, candidates[0] with { Name = candidates[0].Name + ", again" }];
        int[] times = new int[all.Count];
        for (int i = 0; i < all.Count; i++)
            times[i] = await WarmUpAsync(all[i]);

        var slots = new Slot[all.Count, Rounds];
        int[] order = [.. Enumerable.Range(0, all.Count)];
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (int i in order)
                slots[i, round] = await Slot.MeasureAsync(all[i], times[i]);
        }

        Write(all, slots);
    }

    /// <summary>Runs until the code is compiled as well as it gets, and returns how often it fits into a slot.</summary>
    private async Task<int> WarmUpAsync(Candidate candidate)
    {
        int times = 1;
        double spent = 0;
        while (true)
        {
            Slot slot = await Slot.MeasureAsync(candidate, times);
            double length = slot.WallMicroseconds * times;
            spent += length;
            if (spent >= WarmUp.TotalMicroseconds && length >= SlotLength.TotalMicroseconds / 4)
                return Math.Max(1, (int)(SlotLength.TotalMicroseconds / slot.WallMicroseconds));
            if (length < SlotLength.TotalMicroseconds)
                times *= 2;
        }
    }

    private void Write(IReadOnlyList<Candidate> all, Slot[,] slots)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Title}  ({Rounds} rounds; x = times cheaper than the first line, median and middle 80 %)"));
        Console.WriteLine($"  {"",-46}{"x CPU",8}{"",15}{"x time",8}{"",15}{"bytes/op",10}");
        for (int i = 0; i < all.Count; i++)
        {
            Spread cpu = Ratios(slots, i, slot => slot.CpuMicroseconds);
            Spread wall = Ratios(slots, i, slot => slot.WallMicroseconds);
            double bytes = Spread.Of(Enumerable.Range(0, Rounds).Select(round => slots[i, round].Bytes)).Median;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {all[i].Name,-46}{cpu.Median,8:0.00}{cpu.Band,15}{wall.Median,8:0.00}{wall.Band,15}{bytes,10:0}"));
        }

        Spread noise = Ratios(slots, all.Count - 1, slot => slot.CpuMicroseconds);
        Console.WriteLine($"  Noise of the machine: the base against itself gave {noise.Band}.");
    }

    private Spread Ratios(Slot[,] slots, int candidate, Func<Slot, double> cost) =>
        Spread.Of(Enumerable.Range(0, Rounds).Select(round => cost(slots[0, round]) / cost(slots[candidate, round])));
}
