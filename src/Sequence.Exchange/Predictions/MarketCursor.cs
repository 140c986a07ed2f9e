using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sequence.Exchange.Predictions;

/// <summary>Where a page ended: at a row's place, which holds while markets come and go, or at a rank of a sorted list.</summary>
/// <param name="Place">The position of the last row, or the ranks that were shown.</param>
/// <param name="Outcome">The answer of a group that the last row was; null for the market itself.</param>
/// <param name="IsRank">Whether it counts ranks.</param>
internal sealed record MarketCursor(long Place, int? Outcome, bool IsRank)
{
    public static MarketCursor After(CatalogueRow row) => new(row.Position, row.Outcome, IsRank: false);

    public static MarketCursor AfterRank(long shown) => new(shown, null, IsRank: true);

    /// <exception cref="RefusedException">Invalid request: this is no cursor of ours.</exception>
    public static MarketCursor Read(string text)
    {
        try
        {
            string[] parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
            bool isRank = parts[0] == "rank";
            if (parts.Length == 3 && (isRank || parts[0] == "row"))
            {
                int? outcome = parts[2].Length == 0 ? null : int.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture);
                return new MarketCursor(long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture), outcome, isRank);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw RefusedException.InvalidParameter("cursor", "is none of this exchange.");
        }

        throw RefusedException.InvalidParameter("cursor", "is none of this exchange.");
    }

    /// <summary>Whether a row comes after this one.</summary>
    public bool IsBefore(CatalogueRow row) => row.Position > Place || (row.Position == Place && row.Outcome > Outcome);

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(IsRank ? "rank" : "row")}.{Place}.{Outcome}")));
}
