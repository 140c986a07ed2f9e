namespace Sequence.Exchange.Risk;

/// <summary>Closes positions by force.</summary>
internal interface ILiquidator
{
    /// <summary>Every account that ever submitted, seeded or looked at its positions, in order of first use.</summary>
    IReadOnlyCollection<Account> Accounts { get; }

    /// <summary>Cancels what rests on the venue of these perps, and closes them at what the book offers. What it does not offer stays open.</summary>
    void Liquidate(Account account, IReadOnlyList<(VenueMarket Perp, Qty Open)> positions);
}
