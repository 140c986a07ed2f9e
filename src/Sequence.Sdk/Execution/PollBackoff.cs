namespace Sequence.Sdk;

/// <summary>How often a state is read that is waited for: at first every 250 ms, then ever slower, up to every 2 s.</summary>
internal static class PollBackoff
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static TimeSpan PauseAfter(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
