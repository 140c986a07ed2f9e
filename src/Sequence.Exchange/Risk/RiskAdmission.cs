namespace Sequence.Exchange.Risk;

/// <summary>Checks the admission limits of a graph before it is accepted.</summary>
internal static class RiskAdmission
{
    /// <param name="limits">The limits of the envelope; null for none.</param>
    /// <param name="notionals">What each node is worth, in USD, in the order of submission.</param>
    /// <param name="notional">What the graph puts at risk, in USD.</param>
    /// <param name="account">Whose graph.</param>
    /// <param name="activeGraphs">How many of its graphs run already.</param>
    /// <param name="markets">All markets.</param>
    /// <exception cref="RefusedException">Validation that names the limit.</exception>
    public static void Check(Wire.AdmissionRisk? limits, IReadOnlyList<decimal> notionals, decimal notional, Account account, int activeGraphs, MarketPlace markets)
    {
        for (int i = 0; i < notionals.Count; i++)
            new Field("nodes")[i]["quantity"].Require(notionals[i] <= Usd.MaxValue.ToDecimal(), "is worth more than the exchange can count.");
        if (limits is null)
            return;
        Field at = new Field("risk")["admission"];
        at["max_notional_usd"].Require(!(notional > limits.MaxNotionalUsd), $"the graph is worth {notional:0.##} USD, the limit is {limits.MaxNotionalUsd} USD.");
        CheckLeverage(limits.MaxLeverage, notional, account, markets, at["max_leverage"]);
        CheckVenues(limits.RequiredVenues ?? [], markets, at["required_venues"]);
        at["max_concurrent_graphs"].Require(
            !(activeGraphs + 1 > limits.MaxConcurrentGraphs), $"{activeGraphs} graphs are active, the limit with this one is {limits.MaxConcurrentGraphs}.");
    }

    private static void CheckLeverage(decimal? limit, decimal notional, Account account, MarketPlace markets, Field at)
    {
        if (limit is not { } most)
            return;
        decimal net = new Statement(markets).NetValue(account.Ledger).ToDecimal();
        at.Require(net > 0 && notional / net <= most, $"the graph is worth {notional:0.##} USD and the account {net:0.##} USD, the limit is {most}.");
    }

    /// <summary>The sandbox needs no credentials: every venue that it has is connected.</summary>
    private static void CheckVenues(IReadOnlyList<string> venues, MarketPlace markets, Field at)
    {
        for (int i = 0; i < venues.Count; i++)
        {
            string venue = venues[i];
            at[i].Require(markets.All.Any(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)), $"'{venue}' is not connected.");
        }
    }
}
