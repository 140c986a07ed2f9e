namespace Sequence.Exchange.Accounts;

/// <summary>What an account holds besides cash; each kind settles in its own way.</summary>
internal enum HoldingKind
{
    /// <summary>The base asset of a spot pair: never below zero.</summary>
    Crypto,

    /// <summary>A perpetual future: signed, a short is negative.</summary>
    Perp,

    /// <summary>Contracts of one outcome of a prediction market: never below zero.</summary>
    EventContract,
}

/// <summary>
/// One position on one venue. The cost of the open quantity is kept as an exact integer amount, so that
/// cost less realized P&amp;L is at every moment the exact sum of what was paid for and received.
/// </summary>
internal sealed class Holding(int id, string venue, HoldingKind kind, string symbol, string quote)
{
    private readonly RestingSide _bids = new(BookSide.Bid);
    private readonly RestingSide _asks = new(BookSide.Ask);

    public int Id { get; } = id;

    public string Venue { get; } = venue;

    public HoldingKind Kind { get; } = kind;

    /// <summary>The asset of a spot holding, else the instrument's symbol.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>The asset that it is priced and paid in.</summary>
    public string Quote { get; } = quote;

    /// <summary>Where it trades; null for what was seeded and trades nowhere.</summary>
    public VenueMarket? Market { get; private set; }

    /// <summary>Its orders on the book, of a perp; other kinds are locked by <see cref="Locked"/> and the cash.</summary>
    public RestingSide Resting(BookSide side) => side == BookSide.Bid ? _bids : _asks;

    public bool HasResting => !_bids.IsEmpty || !_asks.IsEmpty;

    /// <summary>Signed on perps.</summary>
    public Qty Quantity { get; private set; }

    /// <summary>What resting sell orders hold back.</summary>
    public Qty Locked { get; private set; }

    /// <summary>What the open quantity cost, with the sign of <see cref="Quantity"/>.</summary>
    public Usd Cost { get; private set; }

    public Usd Realized { get; private set; }

    public Usd Fees { get; private set; }

    /// <summary>What a perp has paid at its settlements; below zero when it received more.</summary>
    public Usd Funding { get; private set; }

    /// <summary>It was written into the account and never traded since: nobody asked for margin.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>What one contract turned out to be worth; null while its question is open.</summary>
    public Px? SettledMark { get; private set; }

    /// <summary>The client turned its contracts into cash.</summary>
    public bool IsRedeemed { get; private set; }

    public Qty Available => Quantity - Locked;

    /// <summary>Average price of the open quantity; zero when nothing is open.</summary>
    public Px EntryPrice => Quantity == Qty.Zero ? Px.Zero : Cost / Quantity;

    /// <summary>The price it is valued at: what it settled at, else the mark price of its market; null before there was one.</summary>
    public Px? Mark => SettledMark ?? Market?.Mark;

    /// <summary>The open quantity at the mark, with its sign; its cost before there was a mark.</summary>
    public Usd Value => Mark is { } mark ? Counted((Int128)mark.Raw * Quantity.Raw, mark) : Cost;

    /// <summary>Profit of the open quantity at the mark, below zero for a loss.</summary>
    public Usd OpenProfit => Usd.FromRaw((long)Int128.Clamp((Int128)Value.Raw - Cost.Raw, long.MinValue, long.MaxValue));

    /// <summary>It was written or traded; else it is only there for orders that rest.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Says where it trades. A market that is over stays: its last mark values what is left.</summary>
    public void Attach(VenueMarket market)
    {
        if (Market is null or { IsClosed: true })
            Market = market;
    }

    public void Lock(Qty change) => Locked += change;

    /// <summary>Puts an opening quantity in place of whatever was there, without P&amp;L.</summary>
    public void Reset(Qty quantity, Px entry)
    {
        Quantity = quantity;
        Cost = entry * quantity;
        Realized = Usd.Zero;
        Fees = Usd.Zero;
        Funding = Usd.Zero;
        IsGiven = true;
        IsUsed = true;
        SettledMark = null;
        IsRedeemed = false;
    }

    /// <summary>Turns a part of the open profit into realized profit: the entry price moves towards the mark.</summary>
    public void Realize(Usd profit)
    {
        Cost += profit;
        Realized += profit;
    }

    public void PayFunding(Usd amount) => Funding += amount;

    /// <summary>The question is decided; the contracts wait to be paid.</summary>
    public void Settle(Px mark) => SettledMark = mark;

    /// <summary>Gives all contracts back for what they turned out to be worth.</summary>
    /// <returns>What they bring.</returns>
    public Usd PayOut(bool redeems)
    {
        Usd value = SettledMark!.Value * Quantity;
        Realized += value - Cost;
        Quantity = Qty.Zero;
        Cost = Usd.Zero;
        IsRedeemed = redeems;
        return value;
    }

    /// <summary>Takes a part away at what it cost, without P&amp;L. No more than is <see cref="Available"/>.</summary>
    public void Withdraw(Qty quantity)
    {
        Cost -= Share(Cost, quantity, Quantity);
        Quantity -= quantity;
    }

    /// <summary>Books one fill: the part against the open quantity realizes P&amp;L, the rest opens.</summary>
    /// <returns>The P&amp;L that it realized, before the fee.</returns>
    public Usd Trade(BookSide side, Qty quantity, Usd notional, Usd fee)
    {
        Fees += fee;
        IsGiven = false;
        IsUsed = true;
        Qty signed = side == BookSide.Bid ? quantity : -quantity;
        Usd value = side == BookSide.Bid ? notional : -notional;
        Usd realized = Usd.Zero;
        if (Opposes(signed))
        {
            Qty closing = Qty.Min(quantity, Qty.Abs(Quantity));
            Usd closedCost = Share(Cost, closing, Qty.Abs(Quantity));
            Usd closedValue = Share(value, closing, quantity);
            Qty closed = side == BookSide.Bid ? closing : -closing;
            realized = -(closedCost + closedValue);
            Realized += realized;
            Cost -= closedCost;
            Quantity += closed;
            signed -= closed;
            value -= closedValue;
        }

        Quantity += signed;
        Cost += value;
        return realized;
    }

    /// <summary>The mark times the quantity, at the end of the scale when it is beyond that: a price may rise further than amounts can count.</summary>
    private Usd Counted(Int128 product, Px mark)
    {
        Int128 most = (Int128)(long.MaxValue - 1) * Qty.Scale;
        return Int128.Abs(product) < most ? mark * Quantity : Usd.FromRaw(product > 0 ? long.MaxValue : -long.MaxValue);
    }

    private bool Opposes(Qty signed) => (Quantity.Raw > 0 && signed.Raw < 0) || (Quantity.Raw < 0 && signed.Raw > 0);

    /// <summary>The part of an amount; the whole of it for the whole quantity, so nothing is left behind.</summary>
    private static Usd Share(Usd amount, Qty part, Qty whole) =>
        Usd.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, part.Raw, whole.Raw, MidpointRounding.ToEven));
}
