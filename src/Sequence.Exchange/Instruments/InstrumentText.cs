using System.Globalization;
using Sequence.Sandbox;

namespace Sequence.Exchange.Instruments;

/// <summary>Instruments as text, for recordings: <c>venue symbol tick_size=0.01 lot_size=1</c>, semicolons between them.</summary>
internal static class InstrumentText
{
    public static string Write(IEnumerable<SandboxInstrument> instruments) => string.Join("; ", instruments.Select(Write));

    /// <exception cref="FormatException">The text is no such list; the message names the part.</exception>
    public static IReadOnlyList<SandboxInstrument> Read(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadOne)];

    private static string Write(SandboxInstrument one)
    {
        IEnumerable<(string Name, decimal? Value)> members =
        [
            ("tick_size", one.TickSize), ("lot_size", one.LotSize), ("min_quantity", one.MinQuantity), ("min_notional", one.MinNotional),
            ("price_collar_bps", one.PriceCollarBps), ("taker_fee_bps", one.TakerFeeBps), ("maker_fee_bps", one.MakerFeeBps),
            ("fee_step", one.FeeStep), ("start_price", one.StartPrice),
        ];
        IEnumerable<string> set = members
            .Where(member => member.Value is not null)
            .Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Name}={member.Value}"));
        return string.Join(' ', set.Prepend(one.Symbol).Prepend(one.Venue));
    }

    private static SandboxInstrument ReadOne(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            throw new FormatException($"'{text}' has no venue and symbol.");
        Dictionary<string, decimal> members = words[2..].Select(word => ReadMember(word)).ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        decimal? Of(string name) => members.TryGetValue(name, out decimal value) ? value : null;
        return new SandboxInstrument
        {
            Venue = words[0],
            Symbol = words[1],
            TickSize = Of("tick_size"),
            LotSize = Of("lot_size"),
            MinQuantity = Of("min_quantity"),
            MinNotional = Of("min_notional"),
            PriceCollarBps = (int?)Of("price_collar_bps"),
            TakerFeeBps = Of("taker_fee_bps"),
            MakerFeeBps = Of("maker_fee_bps"),
            FeeStep = Of("fee_step"),
            StartPrice = Of("start_price"),
        };
    }

    private static (string Name, decimal Value) ReadMember(string word)
    {
        int split = word.IndexOf('=', StringComparison.Ordinal);
        return split > 0 && decimal.TryParse(word[(split + 1)..], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)
            ? (word[..split], value)
            : throw new FormatException($"'{word}' is no member with a number.");
    }
}
