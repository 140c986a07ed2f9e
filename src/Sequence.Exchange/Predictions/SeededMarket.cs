using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>A question that the seed asks: everything about it follows from its position and the time.</summary>
internal class SeededMarket : PredictionMarket
{
    private const int Day = 86_400;
    private const int RaceEvery = 10;
    private const int ResolvingSeconds = 120;
    private const int LowestCents = 1;
    private const int HighestCents = 99;

    /// <summary>A price follows three rhythms at once, a cent each: by the minute, by five minutes, by the half hour.</summary>
    private static readonly int[] RhythmMinutes = [1, 5, 30];

    private static readonly string[] Names = ["Ana Silva", "Ben Okafor", "Carla Rossi", "Dev Patel", "Eva Novak", "Femi Ade", "Gus Berg", "Hana Sato"];

    private readonly int _seed;
    private readonly long _position;
    private readonly int _number;

    /// <param name="venue">Kalshi or Polymarket.</param>
    /// <param name="seed">The exchange's seed.</param>
    /// <param name="position">Its place in the venue's catalogue.</param>
    /// <param name="opened">When the exchange opened, in Unix seconds.</param>
    /// <param name="isPast">It ended before the exchange opened.</param>
    public SeededMarket(string venue, int seed, long position, long opened, bool isPast)
    {
        Venue = venue;
        _seed = seed;
        _position = position;
        RowChance chance = Chance("market");
        bool isRace = venue == Catalogue.Polymarket && position % RaceEvery == 3;
        int drawn = chance.Between(0, Theme.All.Count);
        Theme theme = isRace ? Theme.Race : Theme.All[drawn];
        Theme = theme;
        _number = theme.Low + (theme.Step * chance.Between(0, 200));
        // Whole days: a question ends at midnight UTC.
        long today = opened / Day * Day;
        long end = today + (Day * (isPast ? -chance.Between(1, 60) : chance.Between(30, 700)));
        EndSeconds = end;
        StartSeconds = Math.Min(end, today) - (Day * chance.Between(1, 90));
    }

    public override string Venue { get; }

    public override Theme Theme { get; }

    public override string Slug => Venue == Catalogue.Kalshi
        ? string.Create(CultureInfo.InvariantCulture, $"{Theme.Series}-{KalshiDate}-T{_position}")
        : string.Create(CultureInfo.InvariantCulture, $"{Theme.Stem}-{_number}-by-{Date:yyyy-MM-dd}-{_position}");

    public override string Question => string.Format(
        CultureInfo.InvariantCulture, Theme.Question, _number.ToString("N0", CultureInfo.InvariantCulture), Date.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture));

    public override string Rules => $"{Question} What {Theme.Source} says at the end of that day (UTC) decides.";

    public override string Url => Venue == Catalogue.Kalshi
        ? $"https://kalshi.com/markets/{Theme.Series.ToLowerInvariant()}/{Slug.ToLowerInvariant()}"
        : $"https://polymarket.com/event/{Slug}";

    public override long StartSeconds { get; }

    public override long EndSeconds { get; }

    public override IReadOnlyList<string> Outcomes => ReferenceEquals(Theme, Theme.Race) ? Candidates() : YesNo;

    private DateTimeOffset Date => UnixNanos.FromUnixSeconds(EndSeconds).ToDateTimeOffset();

    private string KalshiDate => Date.ToString("yyMMMdd", CultureInfo.InvariantCulture).ToUpperInvariant();

    public override string EventId(int? outcome = null) => Venue == Catalogue.Kalshi ? Slug : TokenIds.Event(_seed, _position, outcome);

    public override string Token(int outcome) => Venue == Catalogue.Kalshi
        ? $"{Slug}:{YesNo[outcome].ToUpperInvariant()}"
        : TokenIds.Token(_seed, _position, IsGroup ? 2 * outcome : outcome);

    public override string OppositeToken(int outcome) => IsGroup ? TokenIds.Token(_seed, _position, (2 * outcome) + 1) : Token(1 - outcome);

    public override Wire.SettlementStatus Status(UnixNanos now)
    {
        long seconds = now.ToUnixSeconds();
        if (seconds < EndSeconds)
            return Wire.SettlementStatus.Open;
        return seconds < EndSeconds + ResolvingSeconds ? Wire.SettlementStatus.Resolving : Wire.SettlementStatus.Resolved;
    }

    public override int? Winner(UnixNanos now) =>
        Status(now) == Wire.SettlementStatus.Resolved ? Chance("winner").Between(0, Outcomes.Count) : null;

    public override OutcomePrices Prices(UnixNanos now, int? outcome = null)
    {
        RowChance chance = Chance("prices");
        // One market in forty has an empty book.
        bool isEmpty = chance.Between(0, 40) == 0 && !IsAlwaysMade;
        if (!IsOpen(now) || isEmpty)
            return OutcomePrices.None;
        int most = IsGroup ? 100 / Outcomes.Count : 96;
        int start = LowestCents + ((chance.Between(0, most) + (7 * (outcome ?? 0))) % most);
        int spread = chance.Between(1, 4);
        int bid = Math.Clamp(start + Drift(now, outcome ?? 0), LowestCents, HighestCents - spread);
        return OutcomePrices.Mirrored(bid / 100m, (bid + spread) / 100m);
    }

    public override MarketActivity Activity(UnixNanos now)
    {
        RowChance chance = Chance("volume");
        decimal total = chance.Between(10_000, 500_000_000) / 100m;
        decimal week = Math.Round(total * chance.Between(2, 60) / 100m, 2);
        decimal day = Math.Round(week * chance.Between(2, 50) / 100m, 2);
        decimal liquidity = chance.Between(10_000, 20_000_000) / 100m;
        return IsOpen(now) ? new MarketActivity(day, week, total, liquidity) : new MarketActivity(0, 0, total, 0);
    }

    /// <summary>It depends on nothing but the seed and the time, so a book that opens late quotes what it would have quoted anyway.</summary>
    private int Drift(UnixNanos now, int outcome)
    {
        long minute = now.ToUnixSeconds() / 60;
        int cents = 0;
        foreach (int rhythm in RhythmMinutes)
            cents += Chance($"drift {outcome} {rhythm} {minute / rhythm}").Between(-1, 2);
        return cents;
    }

    /// <summary>Whether it has makers whatever the seed says.</summary>
    protected virtual bool IsAlwaysMade => false;

    public override TimeSpan TimeToResolve => TimeSpan.FromSeconds(ResolvingSeconds);

    private RowChance Chance(string purpose) => RowChance.For(_seed, $"{Venue}:{purpose}", _position);

    /// <summary>Two to four names, and a slot for whoever comes late.</summary>
    private List<string> Candidates()
    {
        RowChance chance = Chance("names");
        int count = chance.Between(2, 5);
        int first = chance.Between(0, Names.Length);
        List<string> names = [.. Enumerable.Range(first, count).Select(i => Names[i % Names.Length])];
        names.Add("Other");
        return names;
    }
}
