namespace Sequence.Exchange.Predictions;

/// <summary>A question that the vendor's docs name: its prices, volumes and winner follow from the seed, as those of the rest of the catalogue.</summary>
internal sealed class NamedMarket : SeededMarket
{
    private readonly NamedQuestion _question;

    /// <param name="question">What the docs say of it.</param>
    /// <param name="seed">The exchange's seed.</param>
    /// <param name="position">Its place in the venue's catalogue.</param>
    /// <param name="opened">When the exchange opened, in Unix seconds.</param>
    public NamedMarket(NamedQuestion question, int seed, long position, long opened)
        : base(question.Venue, seed, position, opened, isPast: false)
    {
        _question = question;
        EndSeconds = TickerDay.End(question.Day, opened);
    }

    public override string Slug => _question.Name;

    public override string Question => _question.Text;

    public override Theme Theme => _question.Theme;

    public override long EndSeconds { get; }

    public override IReadOnlyList<string> Outcomes => _question.Answers ?? YesNo;

    public override string Token(int outcome) => _question.Tokens?[outcome] ?? base.Token(outcome);

    protected override bool IsAlwaysMade => true;
}

/// <summary>A question as the vendor's docs name it.</summary>
/// <param name="Venue">Kalshi or Polymarket.</param>
/// <param name="Name">Its ticker or slug.</param>
/// <param name="Text">What it asks.</param>
/// <param name="Theme">Its tag and series.</param>
/// <param name="Day">It ends with this day, or the same of a later year.</param>
/// <param name="Answers">Of a group; null for yes and no.</param>
/// <param name="Tokens">Tokens that the docs name; null where they follow from the seed.</param>
internal sealed record NamedQuestion(
    string Venue, string Name, string Text, Theme Theme, DateOnly Day, IReadOnlyList<string>? Answers = null, IReadOnlyList<string>? Tokens = null)
{
    private static readonly Theme Sports = Theme.All.First(theme => theme.Tag == "sports");
    private static readonly Theme Economy = Theme.All.First(theme => theme.Series == "KXFED");
    private static readonly Theme Culture = Theme.All.First(theme => theme.Tag == "culture");

    /// <summary>Those of both venues, but for the two that a coin decides.</summary>
    public static readonly IReadOnlyList<NamedQuestion> All =
    [
        new(Catalogue.Kalshi, "KXNBA-26-TOR", "Will Toronto win the basketball title of 2026?", Sports with { Series = "KXNBA" }, new DateOnly(2026, 12, 31)),
        new(Catalogue.Kalshi, "KXMLBHR-26APR292140KCATH-ATHLBUTLER4-1", "Will L. Butler hit a home run against Kansas City on 29 April?", Sports with { Series = "KXMLBHR" }, new DateOnly(2026, 4, 29)),
        new(Catalogue.Kalshi, "KXNBAGAME-26MAY01LALHOU-LAL", "Will Los Angeles win in Houston on 1 May?", Sports with { Series = "KXNBAGAME" }, new DateOnly(2026, 5, 1)),
        new(Catalogue.Kalshi, "KXMARKET-FOO", "Will the market of the docs say yes?", Culture with { Series = "KXMARKET" }, new DateOnly(2026, 12, 31)),
        new(Catalogue.Polymarket, "batch-quote-token", "Will the token of the batch example win?", Culture, new DateOnly(2026, 12, 31), Tokens:
        [
            "4394372887385518214471608448209527405727552777602031099972143344338178308080",
            "73118064526903317720155924613808247566190342719585037421866903152084457136402",
        ]),
        new(Catalogue.Polymarket, "lookup-token", "Will the token of the lookup example win?", Culture, new DateOnly(2026, 12, 31), Tokens:
        [
            "18812649149814341758733697580460697418474693998558159483117100240528657629879",
            "52114319501245915516055106046884209969926127482827954674443846427813813222426",
        ]),
        new(Catalogue.Polymarket, "fed-decision-in-october", "What does the Federal Reserve decide in October?", Economy, new DateOnly(2026, 10, 31), Answers:
            ["Lower by 50 or more", "Lower by 25", "No change", "Higher"]),
    ];
}
