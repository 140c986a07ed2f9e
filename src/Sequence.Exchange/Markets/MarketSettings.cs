using System.Globalization;
using System.Text.RegularExpressions;
using Sequence.Sandbox;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Markets;

/// <summary>What the exchange lists: its own markets with the changes and additions of its user.</summary>
internal sealed partial class MarketSettings
{
    private const string Perp = "PERP";
    private const decimal LargestStart = 1_000_000m;
    private const decimal UsualFeeBps = 10m;

    private readonly List<MarketListing> _listings = [.. DefaultListings.All];
    private readonly List<Underlying> _underlyings = [.. DefaultListings.Underlyings];
    private readonly List<SandboxInstrument> _changes = [];

    private MarketSettings(UsdRates rates) => Rates = rates;

    /// <summary>The exchange's own markets as they are.</summary>
    public static MarketSettings Default { get; } = new(UsdRates.Default);

    public UsdRates Rates { get; }

    /// <summary>In order of listing.</summary>
    public IReadOnlyList<MarketListing> Listings => _listings;

    public IReadOnlyList<Underlying> Underlyings => _underlyings;

    /// <summary>Changes to instruments that are listed, or that will be.</summary>
    public InstrumentChanges Changes => new(_changes);

    /// <summary>Reads and checks what a user wants.</summary>
    /// <param name="instruments">Changes and additions.</param>
    /// <param name="rates">USD for one unit of each currency, beside the default ones.</param>
    /// <exception cref="ArgumentException">Something that cannot be; the message names the place and the member.</exception>
    public static MarketSettings Read(IReadOnlyList<SandboxInstrument> instruments, IReadOnlyDictionary<string, decimal> rates)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        var settings = new MarketSettings(UsdRates.Read(rates));
        for (int i = 0; i < instruments.Count; i++)
        {
            var entry = new Entry(instruments[i] ?? throw new ArgumentException($"Instruments[{i}] is null.", nameof(instruments)), i);
            entry.CheckNumbers();
            settings.Take(entry);
        }

        return settings;
    }

    private void Take(Entry entry)
    {
        SandboxInstrument wanted = entry.Wanted;
        List<MarketListing> known = [.. _listings.Where(listing => listing.Venue == wanted.Venue && InstrumentChanges.Names(wanted, listing.Instrument))];
        // The markets of a catalogue are listed when somebody asks for them.
        bool isCatalogue = wanted.Venue is "kalshi" or "polymarket";
        if (known.Count > 0 || isCatalogue)
            Change(entry, known);
        else
            Add(entry);
    }

    private void Change(Entry entry, List<MarketListing> known)
    {
        SandboxInstrument wanted = entry.Wanted;
        entry.Require(wanted.StartPrice is null, nameof(wanted.StartPrice), "goes only with an instrument that is added: this one is known.");
        foreach (MarketListing listing in known)
            CheckQuoting(entry, InstrumentChanges.Apply(listing.Instrument, wanted), listing.Style);
        _changes.Add(wanted);
    }

    /// <summary>A maker quotes on multiples of its spacing and step, which must be prices and quantities of the instrument.</summary>
    private static void CheckQuoting(Entry entry, Instrument changed, QuoteStyle style)
    {
        entry.Require(style.Spacing.Raw % changed.Tick.Raw == 0, nameof(SandboxInstrument.TickSize), $"{changed.Tick} must divide {style.Spacing}, the distance of the quotes of {changed.Symbol}.");
        Qty step = Qty.Max(style.Step, changed.Lot);
        entry.Require(step.Raw % changed.Lot.Raw == 0, nameof(SandboxInstrument.LotSize), $"{changed.Lot} must divide {style.Step}, the step of the sizes of {changed.Symbol}.");
    }

    private void Add(Entry entry)
    {
        SandboxInstrument wanted = entry.Wanted;
        entry.Require(wanted.Symbol != SandboxInstrument.Every, nameof(wanted.Venue), $"'{wanted.Venue}' lists nothing to change.");
        entry.Require(Pair().IsMatch(wanted.Symbol), nameof(wanted.Symbol), $"'{wanted.Symbol}' must be such as DOGE-USD, DOGE-USD-PERP or {SandboxInstrument.Every}.");
        string[] parts = wanted.Symbol.Split('-');
        bool isPerp = parts[^1] == Perp;
        Px? rate = Rates.Find(parts[1]);
        entry.Require(wanted.TickSize is not null, nameof(wanted.TickSize), "is required of an instrument that is added.");
        entry.Require(wanted.LotSize is not null, nameof(wanted.LotSize), "is required of an instrument that is added.");
        entry.Require(rate is not null, nameof(wanted.Symbol), $"{parts[1]} has no rate: add it to UsdRates.");
        entry.Require(
            isPerp || !_listings.Exists(listing => IsOtherMoney(listing, wanted.Venue, parts[0], rate!.Value)),
            nameof(wanted.Symbol), $"{wanted.Venue} lists {parts[0]} in a currency of another rate, and the coins of one venue have one cost.");
        Underlying underlying = UnderlyingOf(entry, parts[0], rate!.Value);
        var bare = new Instrument(
            wanted.Symbol, isPerp ? InstrumentKind.Perp : InstrumentKind.Spot, parts[0], parts[1],
            Px.FromDecimal(wanted.TickSize!.Value), Qty.FromDecimal(wanted.LotSize!.Value), UsualFeeBps, UsualFeeBps)
        {
            CollarBps = DefaultListings.CollarBps,
        };
        decimal perUsd = 1 / rate.Value.ToDecimal();
        Px Worth(Px fair) => Px.FromDecimal(fair.ToDecimal() * perUsd * (isPerp ? 1.0001m : 1), MidpointRounding.ToEven);
        bool isFirst = !_listings.Exists(listing => listing.Underlying == underlying.Name);
        _listings.Add(new MarketListing(
            wanted.Venue, InstrumentChanges.Apply(bare, wanted), underlying.Name, StyleOf(Worth(underlying.Start), bare, perUsd), Worth, OnDemand: !isFirst));
    }

    private bool IsOtherMoney(MarketListing listing, string venue, string coin, Px rate) =>
        listing.Venue == venue && listing.Instrument.Kind == InstrumentKind.Spot && listing.Instrument.Base == coin && Rates.Of(listing.Instrument.Quote) != rate;

    private Underlying UnderlyingOf(Entry entry, string coin, Px rate)
    {
        SandboxInstrument wanted = entry.Wanted;
        if (_underlyings.Find(walk => walk.Name == coin) is { } known)
        {
            entry.Require(wanted.StartPrice is null, nameof(wanted.StartPrice), $"goes only with a base that is new: {coin} has a price.");
            return known;
        }

        entry.Require(wanted.StartPrice is not null, nameof(wanted.StartPrice), $"is required: {coin} has no price yet.");
        decimal start = wanted.StartPrice!.Value * rate.ToDecimal();
        entry.Require(start <= LargestStart, nameof(wanted.StartPrice), $"must be worth at most {LargestStart:0} USD.");
        entry.Require(wanted.StartPrice >= 10 * wanted.TickSize, nameof(wanted.StartPrice), "must be at least ten ticks.");
        Px price = Px.FromDecimal(start, MidpointRounding.ToEven);
        var walk = new Underlying(
            coin, price, Px.Max(Px.FromRaw(1), Px.FromRaw(price.Raw / 10_000)), Px.FromRaw(price.Raw / 4), price + price + price + price, TimeSpan.FromMilliseconds(500));
        _underlyings.Add(walk);
        return walk;
    }

    /// <summary>Spreads and sizes as those of the default markets are to their prices.</summary>
    private static QuoteStyle StyleOf(Px price, Instrument instrument, decimal perUsd)
    {
        const int levels = 10;
        Px Of(int millionths) => Px.FromRaw(FixedPoint.MultiplyDivide(price.Raw, millionths, 1_000_000, MidpointRounding.ToEven));
        Px spacing = Px.Max(instrument.Tick, Of(40).RoundToTick(instrument.Tick, MidpointRounding.ToZero));
        decimal size = Math.Min(20_000m * perUsd / price.ToDecimal(), 10_000_000m);
        return new QuoteStyle(
            Px.Max(Px.FromRaw(1), Of(10)), spacing, levels, Qty.Max(instrument.Lot, Qty.FromDecimal(size, MidpointRounding.ToZero)), TimeSpan.FromMilliseconds(50), instrument.Lot);
    }

    [GeneratedRegex("^[A-Z0-9]{1,20}-[A-Z0-9]{2,10}(-[A-Z0-9]{2,10})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex VenueName();

    /// <summary>One entry with its place, for messages.</summary>
    private sealed record Entry(SandboxInstrument Wanted, int Index)
    {
        public void Require(bool holds, string member, string problem)
        {
            if (!holds)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Instruments[{Index}].{member}: {problem}"));
        }

        public void CheckNumbers()
        {
            Require(Wanted.Venue is not null && VenueName().IsMatch(Wanted.Venue), nameof(Wanted.Venue), $"'{Wanted.Venue}' must have small letters, digits and underscores, 32 at most.");
            Require(!string.IsNullOrEmpty(Wanted.Symbol), nameof(Wanted.Symbol), "is required.");
            Require(Wanted.TickSize is null || (Wanted.TickSize > 0 && Px.TryFromDecimal(Wanted.TickSize.Value, out _)), nameof(Wanted.TickSize), "must be above 0, with at most 9 decimals.");
            Require(Wanted.LotSize is null || (Wanted.LotSize > 0 && Qty.TryFromDecimal(Wanted.LotSize.Value, out _)), nameof(Wanted.LotSize), "must be above 0, with at most 8 decimals.");
            Require(Wanted.MinQuantity is null || (Wanted.MinQuantity >= 0 && Qty.TryFromDecimal(Wanted.MinQuantity.Value, out _)), nameof(Wanted.MinQuantity), "must be 0 or more, with at most 8 decimals.");
            Require(Wanted.MinNotional is null || (Wanted.MinNotional >= 0 && Usd.TryFromDecimal(Wanted.MinNotional.Value, out _)), nameof(Wanted.MinNotional), "must be 0 or more, with at most 9 decimals.");
            Require(Wanted.PriceCollarBps is null or (>= 1 and <= 1_000_000), nameof(Wanted.PriceCollarBps), "must be 1 to 1000000.");
            Require(Wanted.TakerFeeBps is null or (>= 0 and <= 5_000), nameof(Wanted.TakerFeeBps), "must be 0 to 5000.");
            Require(Wanted.MakerFeeBps is null or (>= -100 and <= 5_000), nameof(Wanted.MakerFeeBps), "must be -100 to 5000.");
            Require(Wanted.FeeStep is null || (Wanted.FeeStep is >= 0 and <= 1 && Usd.TryFromDecimal(Wanted.FeeStep.Value, out _)), nameof(Wanted.FeeStep), "must be 0 to 1, with at most 9 decimals.");
            Require(Wanted.StartPrice is null or > 0, nameof(Wanted.StartPrice), "must be above 0.");
        }
    }
}
