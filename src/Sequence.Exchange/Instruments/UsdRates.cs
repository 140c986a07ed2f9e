namespace Sequence.Exchange.Instruments;

/// <summary>
/// What one unit of a currency is worth in USD. The rates are fixed: an amount in USD moves when its position is marked at
/// another price, never because a conversion did.
/// </summary>
internal sealed class UsdRates
{
    /// <summary>USDC and USDT count 1; a rand what it was worth on 13 July 2021, the day of the recorded BTC-ZAR book.</summary>
    private static readonly Dictionary<string, decimal> Fixed = new(StringComparer.Ordinal)
    {
        ["USD"] = 1m,
        ["USDC"] = 1m,
        ["USDT"] = 1m,
        ["ZAR"] = 0.0685m,
    };

    private static readonly Px One = Px.FromRaw(Px.Scale);

    private readonly Dictionary<string, Px> _rates;

    private UsdRates(IEnumerable<KeyValuePair<string, decimal>> changes)
    {
        _rates = Fixed.ToDictionary(rate => rate.Key, rate => Px.FromDecimal(rate.Value), StringComparer.Ordinal);
        foreach ((string asset, decimal rate) in changes)
            _rates[asset] = Px.FromDecimal(rate);
    }

    /// <summary>The rates without changes.</summary>
    public static UsdRates Default { get; } = new([]);

    /// <summary>The default rates with changes and additions.</summary>
    /// <param name="changes">USD for one unit, by asset.</param>
    /// <exception cref="ArgumentException">An asset that is no name, a rate that is not above 0, too large or too fine, or another rate than 1 for USD; the message names the asset.</exception>
    public static UsdRates Read(IReadOnlyDictionary<string, decimal> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach ((string asset, decimal rate) in changes)
        {
            // The name is written into recordings, where a space and '=' separate.
            if (asset.Length == 0 || !asset.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)))
                throw new ArgumentException($"'{asset}' is not the name of an asset: it has capital letters and digits only.", nameof(changes));
            if (rate <= 0 || rate > Largest || !Px.TryFromDecimal(rate, out _))
                throw new ArgumentException($"The USD rate of {asset} must be above 0 and at most {Largest} with at most 9 decimals, but was {rate}.", nameof(changes));
            if (asset == "USD" && rate != 1)
                throw new ArgumentException($"The USD rate of USD is 1, but was {rate}.", nameof(changes));
        }

        return new UsdRates(changes);
    }

    /// <summary>The largest rate that can be set.</summary>
    private const decimal Largest = 1_000_000m;

    /// <summary>True for the coins that stand for a USD.</summary>
    public static bool IsStablecoin(string asset) => asset is "USDC" or "USDT";

    /// <summary>Null when the asset has no rate.</summary>
    public Px? Find(string asset) => _rates.TryGetValue(asset, out Px rate) ? rate : null;

    /// <summary>Zero when the asset has no rate.</summary>
    public Px Of(string asset) => Find(asset) ?? Px.Zero;

    /// <summary>Rounds half to even at 1e-9.</summary>
    public static Usd Convert(Usd amount, Px rate) =>
        rate == One ? amount : Usd.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, rate.Raw, Px.Scale, MidpointRounding.ToEven));

    /// <inheritdoc cref="Convert(Usd, Px)"/>
    public static Px Convert(Px price, Px rate) =>
        rate == One ? price : Px.FromRaw(FixedPoint.MultiplyDivide(price.Raw, rate.Raw, Px.Scale, MidpointRounding.ToEven));

    /// <summary>A price in USD as a price in an asset, rounded half to even at 1e-9; unchanged when the asset has no rate.</summary>
    /// <exception cref="OverflowException">It cannot be counted.</exception>
    public Px PriceInQuote(Px usd, string asset) =>
        Of(asset) is { Raw: > 0 } rate ? Px.FromRaw(FixedPoint.MultiplyDivide(usd.Raw, Px.Scale, rate.Raw, MidpointRounding.ToEven)) : usd;

    /// <summary>Units of an asset that are worth an amount of USD, rounded down, but no more than a bound; the bound when the asset has no rate.</summary>
    public Usd UnitsFor(Usd usd, string asset, Usd most)
    {
        if (Of(asset) is not { Raw: > 0 } rate)
            return most;
        decimal units = Math.Min(usd.ToDecimal() / rate.ToDecimal(), most.ToDecimal());
        return Usd.FromDecimal(units, MidpointRounding.ToZero);
    }
}
