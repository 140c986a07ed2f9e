namespace Sequence.Exchange.Predictions;

/// <summary>What the end of a prediction market does to orders and holdings.</summary>
internal interface IOutcomeSettlement
{
    /// <summary>Ends every order on a market, those that still wait for their start too.</summary>
    void EndOrders(VenueMarket market);

    /// <summary>The contracts of one outcome are worth 1 or 0 from now on, in every account.</summary>
    /// <param name="venue">Where.</param>
    /// <param name="symbol">The outcome's symbol.</param>
    /// <param name="mark">1 or 0.</param>
    /// <param name="pays">Whether the venue pays at once.</param>
    void Settle(string venue, string symbol, Px mark, bool pays);

    /// <summary>Every symbol that somebody holds, or that a running graph trades or will trade.</summary>
    HashSet<string> SymbolsInUse();
}
