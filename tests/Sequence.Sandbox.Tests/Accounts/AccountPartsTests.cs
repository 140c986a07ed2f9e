using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>The small parts of an account: kill switch, rate limit, venues, wallet and the filter of positions.</summary>
public sealed class AccountPartsTests
{
    [Test]
    public void A_kill_switch_says_why_and_forgets_it()
    {
        var killSwitch = new KillSwitch();
        killSwitch.Engage("fat finger");
        Refusal refusal = killSwitch.Refuse("submit again").Refusal;
        Assert.That((killSwitch.IsEngaged, refusal.Kind, refusal.Message), Is.EqualTo((true, RefusalKind.KillSwitch, "The kill switch is engaged: fat finger. Clear it to submit again.")));
        killSwitch.Clear();
        Assert.That((killSwitch.IsEngaged, killSwitch.Reason), Is.EqualTo((false, (string?)null)));
        killSwitch.Engage(null);
        Assert.That(killSwitch.Refuse("grow").Message, Is.EqualTo("The kill switch is engaged: no reason was given. Clear it to grow."));
    }

    [Test]
    public void A_rate_limit_holds_twice_the_rate_and_refills_by_the_nanosecond()
    {
        var limit = new RateLimit(2);
        UnixNanos start = UnixNanos.FromUnixSeconds(1_000);
        Assert.That(Enumerable.Range(0, 5).Select(_ => limit.Take(start)), Is.EqualTo([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(0.5)]));
        Assert.That(limit.Take(After(start, 499_999_999)), Is.EqualTo(TimeSpan.FromTicks(1)), "a nanosecond is lacking");
        Assert.That(limit.Take(After(start, 500_000_000)), Is.EqualTo(TimeSpan.Zero));
        Assert.That(limit.Take(After(start, 500_000_000)), Is.EqualTo(TimeSpan.FromSeconds(0.5)));
        UnixNanos later = After(start, 3_600_000_000_000);
        Assert.That(Enumerable.Range(0, 5).Select(_ => limit.Take(later)).Count(wait => wait == TimeSpan.Zero), Is.EqualTo(4), "no more than it holds");
    }

    [Test]
    public void Venues_are_known_whatever_their_case()
    {
        var venues = new VenueConnections();
        venues.Add("Kraken");
        Assert.That((venues.Contains("kraken"), venues.Contains("coinbase")), Is.EqualTo((true, false)));
        venues.Remove("KRAKEN");
        Assert.That(venues.Contains("Kraken"), Is.False);
    }

    [Test]
    public void A_wallet_is_ready_at_its_time()
    {
        UnixNanos at = UnixNanos.FromUnixSeconds(100);
        var wallet = new TradingWallet("0xabc", at);
        Wire.Wallet early = wallet.ToWire(UnixNanos.FromRaw(at.Raw - 1));
        Wire.Wallet ready = wallet.ToWire(at);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((early.Status, early.CanTradeApi), Is.EqualTo((Wire.WalletStatus.Provisioning, (bool?)false)));
            Assert.That((ready.Status, ready.CanTradeApi), Is.EqualTo((Wire.WalletStatus.Ready, (bool?)true)));
            Assert.That((ready.WalletId, ready.Address, ready.Role, ready.SignerBackend), Is.EqualTo(("turnkey:0xabc", "0xabc", Wire.WalletRole.Trading, Wire.SignerBackend.Turnkey)));
        }
    }

    [TestCase(null, null, false, "1 2 5 7")]
    [TestCase(null, null, true, "1 2 3 4 5 7")]
    [TestCase("KRAKEN", null, false, "1 5")]
    [TestCase(null, "perp,event_contract", false, "2 5 7")]
    [TestCase("coinbase", "fiat", true, "")]
    public void A_filter_takes_venues_kinds_and_what_is_over(string? venues, string? kinds, bool includeClosed, string ids)
    {
        var all = new Wire.PositionsResponse
        {
            Positions =
            [
                Row(1, "kraken", Wire.InstrumentKind.Crypto, Wire.LifecycleState.Active), Row(2, "hyperliquid", Wire.InstrumentKind.Perp, Wire.LifecycleState.Active),
                Row(3, "kraken", Wire.InstrumentKind.Perp, Wire.LifecycleState.Closed), Row(4, "polymarket", Wire.InstrumentKind.EventContract, Wire.LifecycleState.Redeemed),
                Row(5, "kraken", Wire.InstrumentKind.EventContract, Wire.LifecycleState.Resolved), Row(7, "coinbase", Wire.InstrumentKind.Perp, Wire.LifecycleState.Active),
            ],
            Totals = new Wire.PositionTotals(),
            AsOf = UnixNanos.FromRaw(5),
        };
        Wire.PositionsResponse taken = new PositionFilter(venues?.Split(','), kinds?.Split(','), includeClosed).Apply(all);
        Assert.That(string.Join(' ', taken.Positions.Select(row => row.Id)), Is.EqualTo(ids));
        Assert.That((taken.Totals, taken.AsOf), Is.EqualTo((all.Totals, all.AsOf)));
    }

    [Test]
    public void A_filter_of_an_unknown_kind_is_refused()
    {
        Refusal refusal = Assert.Throws<RefusedException>(() => new PositionFilter(null, ["gold"], includeClosed: false))!.Refusal;
        Assert.That((refusal.Kind, refusal.Field, refusal.Problem), Is.EqualTo((RefusalKind.InvalidParameter, "kinds", "'gold' is none of fiat, crypto, perp, event_contract.")));
    }

    private static UnixNanos After(UnixNanos start, long nanoseconds) => UnixNanos.FromRaw(start.Raw + nanoseconds);

    private static Wire.Position Row(int id, string venue, Wire.InstrumentKind kind, Wire.LifecycleState state) => new()
    {
        Id = id,
        Venue = venue,
        Instrument = new Wire.PositionInstrument { Kind = kind, Symbol = "X" },
        Lifecycle = new Wire.PositionLifecycle { State = state },
    };
}
