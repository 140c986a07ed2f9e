namespace Sequence.Exchange.Markets;

/// <summary>
/// A price before the exchange opened, as a deviation from the price at its opening: seeded noise on eight time scales, added up.
/// Any moment is computed without those before it, and all symbols of one name move together.
/// </summary>
internal sealed class PastPath
{
    /// <summary>What deviations are counted in: parts per billion.</summary>
    public const long Unit = 1_000_000_000;

    private const long Hour = 3_600;
    private const long Day = 24 * Hour;

    /// <summary>Seconds between two draws, and how far each scale alone may deviate either way. Their sum stays below a half, so that no price reaches zero.</summary>
    private static readonly (long Seconds, long Amplitude)[] Scales =
    [
        (90 * Day, 120_000_000), (30 * Day, 60_000_000), (7 * Day, 35_000_000), (Day, 15_000_000),
        (6 * Hour, 8_000_000), (Hour, 3_000_000), (600, 1_200_000), (60, 400_000),
    ];

    private readonly Scale[] _scales;
    private readonly long _atOpening;

    /// <param name="seed">The exchange's seed.</param>
    /// <param name="name">What moves, such as <c>BTC</c>.</param>
    /// <param name="opened">When the exchange opened, in Unix seconds.</param>
    public PastPath(int seed, string name, long opened)
    {
        _scales = [.. Scales.Select(scale => new Scale(seed, $"past:{name}:{scale.Seconds}", scale.Seconds, scale.Amplitude))];
        _atOpening = Level(opened);
    }

    /// <summary>How far the price was from that of the opening, in parts per billion of it; 0 at the opening.</summary>
    /// <param name="seconds">A moment, in Unix seconds.</param>
    public long Deviation(long seconds) => Level(seconds) - _atOpening;

    /// <summary>The price at a moment.</summary>
    /// <param name="opening">The price at the opening.</param>
    /// <param name="seconds">The moment, in Unix seconds.</param>
    public Px At(Px opening, long seconds) =>
        opening + Px.FromRaw(FixedPoint.MultiplyDivide(opening.Raw, Deviation(seconds), Unit, MidpointRounding.ToEven));

    private long Level(long seconds) => _scales.Sum(scale => scale.At(seconds));

    /// <summary>Draws at fixed distances, and straight lines between them. It remembers the line of the latest moment, since a history walks.</summary>
    private sealed class Scale(int seed, string purpose, long period, long amplitude)
    {
        private const int Steps = 1_000_000;

        private long _index = long.MinValue;
        private long _from;
        private long _to;

        public long At(long seconds)
        {
            (long index, long within) = Math.DivRem(seconds, period);
            if (index != _index)
                (_index, _from, _to) = (index, Draw(index), Draw(index + 1));
            return _from + ((_to - _from) * within / period);
        }

        private long Draw(long index) => amplitude / Steps * RowChance.For(seed, purpose, index).Between(-Steps, Steps + 1);
    }
}
