namespace Sequence.Sandbox;

/// <summary>The first difference between a recording and its replay.</summary>
/// <param name="Line">The line of the recording, from 1.</param>
/// <param name="Field">The member of that line, such as <c>response</c>.</param>
/// <param name="Recorded">What stands there.</param>
/// <param name="Replayed">What the replay gave.</param>
public sealed record ReplayDifference(int Line, string Field, string Recorded, string Replayed)
{
    private const int Before = 40;
    private const int Shown = 120;

    /// <summary>The line, the field, and both sides from shortly before the first character that differs.</summary>
    public override string ToString()
    {
        int same = Recorded.AsSpan().CommonPrefixLength(Replayed);
        return $"line {Line}, {Field}: recorded '{Excerpt(Recorded, same)}', replayed '{Excerpt(Replayed, same)}'";
    }

    private static string Excerpt(string text, int same)
    {
        int start = Math.Max(0, same - Before);
        string shown = text[start..Math.Min(text.Length, start + Shown)];
        return (start > 0 ? "…" : "") + shown + (start + Shown < text.Length ? "…" : "");
    }
}
