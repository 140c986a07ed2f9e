namespace Sequence.Sandbox;

/// <summary>A fault that was added to an exchange: how often it acted, and the handle to stop it.</summary>
public sealed class ActiveFault
{
    private readonly FaultSet _set;
    private readonly Random _random;
    private readonly UnixNanos _begin;
    private int _skipped;
    private int _fired;

    internal ActiveFault(FaultSet set, Fault fault, Random random, UnixNanos now)
    {
        _set = set;
        _random = random;
        _begin = now + fault.Begin;
        Fault = fault;
    }

    /// <summary>What was added.</summary>
    public Fault Fault { get; }

    /// <summary>How often it has acted.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Whether it will not act again: its count is used up, its window has passed, or it was removed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Stops it: what it holds back is released. A socket that it silenced stays silent. Repeating it is harmless.</summary>
    /// <returns>False when it had been removed before.</returns>
    public bool Remove() => _set.Remove(this);

    /// <summary>Fault and count, such as <c>dropAfterAccept submitOrder: 1 time</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Fault}: {Fired} {(Fired == 1 ? "time" : "times")}");

    /// <summary>Whether it acts on this occasion. Under the gate.</summary>
    internal bool TryFire(UnixNanos now)
    {
        if (IsOver || now < _begin || HasPassed(now))
            return false;
        if (_skipped < Fault.Skipped)
        {
            _skipped++;
            return false;
        }

        if (Fault.Chance < 1 && _random.NextDouble() >= Fault.Chance)
            return false;
        Volatile.Write(ref _fired, _fired + 1);
        if (_fired == Fault.MostTimes)
            _set.End(this);
        return true;
    }

    /// <summary>Randomness of one occasion. Under the gate.</summary>
    internal Random Draw() => new(_random.Next());

    internal void MarkOver() => IsOver = true;

    private bool HasPassed(UnixNanos now) => Fault.Length is { } length && now >= _begin + length;
}
