using System.Globalization;
using System.Text;

namespace Sequence.Exchange.Predictions;

/// <summary>Polymarket's ids: tokens of 77 decimal digits and event ids of 32 bytes. The last digits of a token are its place in the catalogue.</summary>
internal static class TokenIds
{
    public const int TokenLength = 77;

    /// <summary>Tokens per market: a pair for each of at most five outcomes.</summary>
    private const int Slots = 10;
    private const int PlaceDigits = 9;
    private const ulong Chunk = 100_000_000_000_000_000;

    public static string Token(int seed, long position, int slot)
    {
        long place = (position * Slots) + slot;
        RowChance chance = RowChance.For(seed, "token", place);
        var text = new StringBuilder(TokenLength);
        text.Append((char)('1' + chance.Between(0, 9)));
        while (text.Length < TokenLength - PlaceDigits)
            text.Append((chance.Next() % Chunk).ToString("D17", CultureInfo.InvariantCulture));
        text.Length = TokenLength - PlaceDigits;
        return text.Append(place.ToString("D9", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Where a token claims to stand; whether it is that market's token, only the market knows.</summary>
    public static (long Position, int Slot)? Place(string token)
    {
        if (token.Length != TokenLength || !token.All(char.IsAsciiDigit))
            return null;
        long place = long.Parse(token.AsSpan(TokenLength - PlaceDigits), CultureInfo.InvariantCulture);
        return (place / Slots, (int)(place % Slots));
    }

    public static string Event(int seed, long position, int? outcome)
    {
        RowChance chance = RowChance.For(seed, "event", (position * Slots) + (outcome + 1 ?? 0));
        return string.Create(CultureInfo.InvariantCulture, $"0x{chance.Next():x16}{chance.Next():x16}{chance.Next():x16}{chance.Next():x16}");
    }
}
