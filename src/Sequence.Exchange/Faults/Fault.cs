namespace Sequence.Sandbox;

/// <summary>
/// Something that goes wrong on demand: where (an operation, a topic, the sockets), when (counted, by chance, in a window of exchange time), and what.
/// It acts once it is added to the <see cref="FaultSet"/> of an exchange. Immutable: every method gives a new fault. None is part of the contract.
/// </summary>
/// <remarks>
/// A factory's place is an operation of the contract (<c>submitOrder</c>), or a topic of the stream (<c>prices:BTC-USD</c>), or the beginning of one and a
/// star (<c>prices:*</c>); <c>*</c> stands for all. The sockets of market lifecycle have the topics <c>new_markets</c> and <c>market_resolved</c>.
/// A factory's <c>times</c> is how often the fault acts; null: until it is removed.
/// </remarks>
public sealed partial class Fault
{
    /// <summary>Everything that a fault can be about.</summary>
    internal const string Anything = "*";

    private Fault(string name, string where, int? times)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(where);
        CheckTimes(times);
        Name = name;
        Where = where;
        MostTimes = times;
    }

    /// <summary>What it does, as a file of faults names it, such as <c>dropAfterAccept</c>.</summary>
    public string Name { get; }

    /// <summary>The operation or topic that it is about; <c>*</c> for all of them, and for faults of sockets.</summary>
    public string Where { get; }

    internal int? MostTimes { get; private set; }

    internal int Skipped { get; private set; }

    internal double Chance { get; private set; } = 1;

    internal TimeSpan Begin { get; private set; }

    internal TimeSpan? Length { get; private set; }

    internal bool IsAfterAccept { get; private set; }

    internal AnswerDisruption? OnAnswer { get; private init; }

    internal FrameDisruption? OnFrame { get; private init; }

    internal SocketDisruption? OnSocket { get; private init; }

    internal bool RejectsSubscription { get; private init; }

    /// <summary>A fault of sockets without a count and a window is about those that are open, not about those to come.</summary>
    internal bool IsForOpenSocketsOnly => OnSocket is not null && MostTimes is null && Length is null;

    /// <summary>It acts so often and is then over.</summary>
    /// <param name="times">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public Fault Times(int times)
    {
        CheckTimes(times);
        return Change(fault => fault.MostTimes = times);
    }

    /// <summary>The first occasions pass unharmed: <c>Skip(2).Times(1)</c> is about the third only.</summary>
    /// <param name="occasions">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public Fault Skip(int occasions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(occasions);
        return Change(fault => fault.Skipped = occasions);
    }

    /// <summary>It acts by chance, drawn from the exchange's seed.</summary>
    /// <param name="probability">Above 0, at most 1; default without this method: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that.</exception>
    public Fault WithProbability(double probability)
    {
        if (!(probability is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is above 0 and at most 1.");
        return Change(fault => fault.Chance = probability);
    }

    /// <summary>It begins to act when so much exchange time has passed since it was added.</summary>
    /// <param name="delay">From zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public Fault After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Change(fault => fault.Begin = delay);
    }

    /// <summary>It is over when so much exchange time has passed since it began to act.</summary>
    /// <param name="length">More than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public Fault For(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        return Change(fault => fault.Length = length);
    }

    /// <summary>The exchange carries the request out first, and then the fault spoils the answer: the caller cannot know.</summary>
    /// <exception cref="InvalidOperationException">The fault is not about a request.</exception>
    public Fault AfterAccept()
    {
        if (OnAnswer is null)
            throw new InvalidOperationException($"{Name} is not about requests: there is nothing to accept.");
        return Change(fault => fault.IsAfterAccept = true);
    }

    /// <summary>Name and place, such as <c>dropAfterAccept submitOrder</c>.</summary>
    public override string ToString() => $"{Name} {Where}";

    /// <summary>Whether it is about an operation or a topic of this name.</summary>
    internal bool IsAbout(string name) => Matches(Where, name);

    internal static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == name;

    private static void CheckTimes(int? times)
    {
        if (times < 1)
            throw new ArgumentOutOfRangeException(nameof(times), times, "A fault acts at least once; remove it to stop it.");
    }

    private Fault Change(Action<Fault> change)
    {
        var copy = (Fault)MemberwiseClone();
        change(copy);
        return copy;
    }
}
