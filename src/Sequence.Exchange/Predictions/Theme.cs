namespace Sequence.Exchange.Predictions;

/// <summary>A kind of question that the catalogue asks again and again with other numbers and dates.</summary>
/// <param name="Tag">Polymarket's tag.</param>
/// <param name="TagId">Its number.</param>
/// <param name="Family">Themes of one family are related.</param>
/// <param name="Series">Kalshi's series ticker.</param>
/// <param name="Stem">Where a Polymarket slug begins.</param>
/// <param name="Question">{0} is a number, {1} a date.</param>
/// <param name="Low">The smallest number.</param>
/// <param name="Step">From one number to the next.</param>
/// <param name="Source">Who decides.</param>
internal sealed record Theme(
    string Tag, long TagId, string Family, string Series, string Stem, string Question, int Low, int Step, string Source)
{
    public static readonly IReadOnlyList<Theme> All =
    [
        new("crypto", 21, "finance", "KXBTCD", "bitcoin-above", "Will Bitcoin be above ${0} on {1}?", 40_000, 500, "https://data.chain.link/streams/btc-usd"),
        new("crypto", 21, "finance", "KXETHD", "ethereum-above", "Will Ethereum be above ${0} on {1}?", 1_000, 50, "https://data.chain.link/streams/eth-usd"),
        new("economy", 3, "finance", "KXFED", "fed-funds-above", "Will the federal funds rate be above {0} basis points on {1}?", 100, 25, "https://www.federalreserve.gov"),
        new("economy", 3, "finance", "KXPAYROLLS", "payrolls-above", "Will payrolls grow by more than {0} thousand by {1}?", 10, 10, "https://www.bls.gov"),
        new("weather", 84, "nature", "KXHIGHNY", "new-york-high-above", "Will New York be warmer than {0} degrees Fahrenheit on {1}?", 20, 1, "https://www.weather.gov"),
        new("weather", 84, "nature", "KXRAINSEA", "seattle-rain-above", "Will Seattle get more than {0} millimetres of rain by {1}?", 5, 5, "https://www.weather.gov"),
        new("sports", 1, "games", "KXWINS", "season-wins-above", "Will the home team have more than {0} wins on {1}?", 10, 1, "https://www.espn.com"),
        new("culture", 596, "games", "KXBOXOFFICE", "box-office-above", "Will the film of the week earn more than {0} million USD by {1}?", 10, 5, "https://www.boxofficemojo.com"),
    ];

    /// <summary>Questions with more than two answers, of which one wins.</summary>
    public static readonly Theme Race = new(
        "politics", 2, "public", "KXRACE", "who-wins-district", "Who wins district {0} on {1}?", 1, 1, "https://apnews.com");
}
