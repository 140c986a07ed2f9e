using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>Rows that are written into a paper account.</summary>
public sealed class SeedReaderTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open() => _rig = new Rig();

    [TearDown]
    public void Close() => _rig.Dispose();

    private SeedRow Read(string venue, string kind, string symbol, decimal qty, decimal? entry = null)
    {
        SeedRow row = null!;
        _rig.Do(() => row = SeedReader.Read(Body(venue, kind, symbol, qty, entry), _rig.Markets).Single());
        return row;
    }

    private static Wire.SandboxPositionsBody Body(string venue, string kind, string symbol, decimal qty, decimal? entry) => new()
    {
        Positions = [new Wire.SandboxPosition { Venue = venue, Kind = Wire.InstrumentKind.Create(kind), Symbol = symbol, Qty = qty, EntryPriceUsd = entry }],
    };

    private void AssertRefused(string field, string problem, string venue = "kraken", string kind = "crypto", string symbol = "BTC", decimal qty = 1, decimal? entry = null)
    {
        Refusal refusal = Assert.Throws<RefusedException>(() => Read(venue, kind, symbol, qty, entry))!.Refusal;
        Assert.That((refusal.Kind, refusal.Field, refusal.Problem), Is.EqualTo((RefusalKind.Validation, $"positions[0].{field}", problem)));
    }

    [Test]
    public void Rows_of_all_kinds_are_read()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read("Kraken", "crypto", "BTC", 1.5m, 70m), Is.EqualTo(new SeedRow("kraken", HoldingKind.Crypto, "BTC", Qty("1.5"), Px("70"))));
            Assert.That(Read("hyperliquid", "perp", "btc-perp", -2m, 70m), Is.EqualTo(new SeedRow("hyperliquid", HoldingKind.Perp, "BTC-USD-PERP", Qty("-2"), Px("70"))));
            Assert.That(Read("kalshi", "event_contract", "KXT", 3m), Is.EqualTo(new SeedRow("kalshi", HoldingKind.EventContract, "KXT:YES", Qty("3"), Px("0"))));
            Assert.That(Read("kraken", "fiat", "USD", 0m), Is.EqualTo(new SeedRow("kraken", null, "USD", Qty("0"), Px("1"))));
        }
    }

    [Test]
    public void A_coin_that_a_venue_is_paid_in_is_cash_there_and_a_coin_elsewhere()
    {
        _rig.Do(() => _rig.Markets.List("polymarket", _rig.Market("kalshi", "KXT:YES").Instrument with { Symbol = "42", Quote = "USDC" }));
        Assert.That(Read("Polymarket", "crypto", "USDC", 5m), Is.EqualTo(new SeedRow("polymarket", null, "USDC", Qty("5"), Px("1"))));
        Assert.That(Read("kraken", "crypto", "USDC", 5m).Holding, Is.EqualTo(HoldingKind.Crypto));
        Assert.That(Read("kraken", "crypto", "USD", 5m).Holding, Is.EqualTo(HoldingKind.Crypto), "USD is no coin");
        Assert.That(Read("polymarket", "perp", "USDC", 5m).Holding, Is.EqualTo(HoldingKind.Perp));
    }

    [Test]
    public void What_cannot_be_is_refused_with_its_member()
    {
        using (Assert.EnterMultipleScope())
        {
            AssertRefused("venue", "is required.", venue: "");
            AssertRefused("symbol", "is required.", symbol: "");
            AssertRefused("kind", "must be fiat, crypto, perp or event_contract.", kind: "gold");
            AssertRefused("qty", "must have at most 8 decimals, and fit 64 bits at the scale of 10^8.", qty: 0.000000001m);
            AssertRefused("qty", "must have at most 8 decimals, and fit 64 bits at the scale of 10^8.", qty: 1e15m);
            AssertRefused("qty", "must not be below 0, except of a perp.", qty: -1);
            AssertRefused("entry_price_usd", "must be 0 or more, with at most 9 decimals.", entry: -1);
            AssertRefused("entry_price_usd", "must be 0 or more, with at most 9 decimals.", entry: 0.0000000001m);
            AssertRefused("qty", "is worth more than the exchange can count.", qty: 100_000, entry: 100_000);
            AssertRefused("qty", "is worth more than the exchange can count.", qty: 9_300_000_000m, entry: 0.5m);
            AssertRefused("qty", "is worth more than the exchange can count.", kind: "perp", symbol: "BTC-USD-PERP", venue: "hyperliquid", qty: -100_000, entry: 100_000);
        }
    }

    [Test]
    public void A_position_that_is_worth_too_much_at_the_mark_is_refused()
    {
        _rig.Quote("hyperliquid", BookSide.Bid, "99999", "1", "BTC-USD-PERP");
        _rig.Quote("hyperliquid", BookSide.Ask, "100001", "1", "BTC-USD-PERP");
        AssertRefused("qty", "is worth more than the exchange can count.", "hyperliquid", "perp", "BTC-USD-PERP", -100_000, 1);
        Assert.That(Read("hyperliquid", "perp", "BTC-USD-PERP", -90_000, 1).Quantity, Is.EqualTo(Qty("-90000")));
    }

    [Test]
    public void A_body_without_rows_is_refused() =>
        Assert.That(Assert.Throws<RefusedException>(() => SeedReader.Read(new Wire.SandboxPositionsBody(), _rig.Markets))!.Refusal.Field, Is.EqualTo("positions"));
}
