using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Risk;

/// <summary>
/// Perps over time: at each settlement longs pay shorts or the other way round, with the house in between; and once a second a
/// position whose venue holds too little behind it is closed. The caller holds the gate.
/// </summary>
internal sealed class PerpClearing
{
    private const long Hour = 3_600;
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly ILiquidator _liquidator;
    private readonly FundingRates _rates;

    private PerpClearing(Scheduler scheduler, MarketPlace markets, ILiquidator liquidator, FundingRates rates) =>
        (_scheduler, _markets, _liquidator, _rates) = (scheduler, markets, liquidator, rates);

    /// <summary>What the house received in all, less what it paid: exactly what all accounts paid.</summary>
    public Usd House { get; private set; }

    /// <summary>Starts at the next full hour of exchange time.</summary>
    public static PerpClearing Open(Scheduler scheduler, MarketPlace markets, ILiquidator liquidator, FundingRates rates) => scheduler.Enter(() =>
    {
        var clearing = new PerpClearing(scheduler, markets, liquidator, rates);
        UnixNanos next = UnixNanos.FromUnixSeconds(((scheduler.Now.ToUnixSeconds() / Hour) + 1) * Hour);
        scheduler.Schedule(next - scheduler.Now, () =>
        {
            clearing.SettleHour();
            scheduler.Every(TimeSpan.FromSeconds(Hour), clearing.SettleHour);
        });
        scheduler.Every(Watch, clearing.CloseWhatIsNotCovered);
        return clearing;
    });

    /// <summary>Charges every open position of one perp at its mark.</summary>
    public void Charge(VenueMarket perp, Px rate)
    {
        foreach (Account account in _liquidator.Accounts)
        {
            if (account.Ledger.Find(perp) is not { Quantity.Raw: not 0 } holding)
                continue;
            var amount = Usd.FromRaw(FixedPoint.MultiplyDivide(holding.Value.Raw, rate.Raw, Px.Scale, MidpointRounding.ToEven));
            account.Ledger.PayFunding(holding, amount);
            House += amount;
        }
    }

    private void SettleHour()
    {
        long now = _scheduler.Now.ToUnixSeconds();
        foreach (VenueMarket perp in _markets.All.Where(market => market.Instrument.Kind == InstrumentKind.Perp))
        {
            (long settlement, long rest) = Math.DivRem(now, FundingRates.Interval(perp));
            if (rest == 0)
                Charge(perp, _rates.Of(perp, settlement));
        }
    }

    private void CloseWhatIsNotCovered()
    {
        foreach (Account account in _liquidator.Accounts)
        {
            foreach (CashBalance cash in account.Ledger.Cash.Where(cash => cash.Margin.IsUndermargined).ToList())
                _liquidator.Liquidate(account, [.. cash.Margin.Traded.Select(perp => (perp.Market!, perp.Quantity))]);
        }
    }
}
