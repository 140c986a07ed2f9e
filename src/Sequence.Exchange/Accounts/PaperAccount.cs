namespace Sequence.Exchange.Accounts;

/// <summary>How the paper money of an account begins.</summary>
internal sealed class PaperAccount
{
    private const string Balance = "default_balance_usd";

    private JObject _settings = new(new JProperty(Balance, Ledger.OpeningCash.ToDecimal()));

    /// <summary>What every quote asset on every venue holds after the next reset, in units of the asset.</summary>
    public Usd OpeningCash => Usd.FromDecimal(_settings[Balance]!.Value<decimal>());

    /// <summary>A copy: only <c>default_balance_usd</c> means something here, the rest is kept as it came.</summary>
    public JObject Settings => (JObject)_settings.DeepClone();

    /// <summary>Changes the members that the body has.</summary>
    /// <exception cref="RefusedException">Validation: no object, or a balance that cannot be.</exception>
    public void Change(JToken body)
    {
        if (body is not JObject changes)
            throw RefusedException.Validation("body", "must be a JSON object.");
        if (changes.TryGetValue(Balance, out JToken? balance) && !IsBalance(balance))
            throw RefusedException.Validation(Balance, $"must be a number from 0 to {Largest}, with at most 9 decimals.");
        JObject settings = Settings;
        foreach (JProperty change in changes.Properties())
            settings[change.Name] = change.Value;
        _settings = settings;
    }

    /// <summary>Whole dollars that the wire can count.</summary>
    private static decimal Largest => decimal.Truncate(Usd.MaxValue.ToDecimal());

    private static bool IsBalance(JToken balance) =>
        balance is JValue { Type: JTokenType.Integer or JTokenType.Float } && decimal.TryParse(
            balance.ToString(Newtonsoft.Json.Formatting.None), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal value)
        && value >= 0 && Usd.TryFromDecimal(value, out _);
}
