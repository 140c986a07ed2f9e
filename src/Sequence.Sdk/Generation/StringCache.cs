using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Sequence.Sdk;

/// <summary>
/// Short texts that were read before (venues, dates, ids of events, words of enumerations), so that a page of a thousand rows holds each only once.
/// One bounded table for the process: a newer text takes the slot of an older one, and a lost race only costs a second copy.
/// </summary>
internal static class StringCache
{
    private const int Slots = 512;
    private const int Longest = 32;

    private static readonly string?[] Known = new string?[Slots];

    /// <summary>The text of the bytes; null when it is too long to be worth a look, or not ASCII.</summary>
    public static string? Find(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length is 0 or > Longest)
            return null;
        ref string? slot = ref Known[SlotOf(ascii)];
        string? known = Volatile.Read(ref slot);
        if (known is not null && Ascii.Equals(ascii, known))
            return known;
        if (!Ascii.IsValid(ascii))
            return null;
        string text = Encoding.ASCII.GetString(ascii);
        Volatile.Write(ref slot, text);
        return text;
    }

    private static int SlotOf(ReadOnlySpan<byte> text)
    {
        ulong mixed = (ulong)text.Length;
        while (text.Length >= sizeof(ulong))
        {
            mixed = Mix(mixed ^ MemoryMarshal.Read<ulong>(text));
            text = text[sizeof(ulong)..];
        }

        foreach (byte letter in text)
            mixed = (mixed << 8) | letter;
        return (int)(Mix(mixed) % Slots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value *= 0x9E37_79B9_7F4A_7C15;
        return value ^ (value >> 29);
    }
}
