namespace Sequence.Exchange.Accounts;

/// <summary>
/// What one resting order holds back: the price and the taker's fee of a buy, the quantity of a sell. An order on a perp holds back
/// nothing by itself; its <see cref="MarginAccount"/> counts all of them together.
/// It shrinks with every fill and is gone when the order is.
/// </summary>
internal sealed class Reservation
{
    private readonly Ledger _ledger;
    private readonly VenueMarket _market;
    private readonly bool _isPerp;
    private Usd _cash;
    private Qty _locked;

    /// <param name="ledger">Whose order.</param>
    /// <param name="market">Where it rests.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="price">Its limit.</param>
    /// <param name="quantity">All of it.</param>
    /// <param name="isReduceOnly">It may only make a position smaller.</param>
    /// <param name="owner">Acts when the account no longer covers it.</param>
    public Reservation(Ledger ledger, VenueMarket market, BookSide side, Px price, Qty quantity, bool isReduceOnly, IReservationOwner owner)
    {
        _ledger = ledger;
        _market = market;
        _isPerp = market.Instrument.Kind == Instruments.InstrumentKind.Perp;
        Side = side;
        Price = price;
        IsReduceOnly = isReduceOnly;
        Owner = owner;
        Number = ledger.NextReservation();
        Resize(quantity);
    }

    public BookSide Side { get; }

    public Px Price { get; }

    public bool IsReduceOnly { get; }

    public IReservationOwner Owner { get; }

    /// <summary>Counts the orders of the account.</summary>
    public long Number { get; }

    /// <summary>What of the order still rests.</summary>
    public Qty Remaining { get; private set; }

    /// <summary>Holds exactly what is needed for the part that still rests.</summary>
    public void Resize(Qty remaining)
    {
        if (_isPerp)
            _ledger.HoldingIn(_market).Resting(Side).Resize(this, remaining);
        else if (Side == BookSide.Ask)
            LockHolding(remaining);
        else
            LockCash(remaining == Qty.Zero ? Usd.Zero : (Price * remaining) + VenueFees.Of(_market.Instrument, Price, remaining, isMaker: false));
        Remaining = remaining;
    }

    public void Release() => Resize(Qty.Zero);

    private void LockHolding(Qty quantity)
    {
        if (quantity == _locked)
            return;
        _ledger.HoldingIn(_market).Lock(quantity - _locked);
        _locked = quantity;
    }

    private void LockCash(Usd amount)
    {
        if (amount == _cash)
            return;
        _ledger.CashFor(_market).Reserve(this, amount - _cash, isLast: amount == Usd.Zero);
        _cash = amount;
    }
}
