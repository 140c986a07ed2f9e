namespace Sequence.Sdk;

/// <summary>Ends of windows for the wire, which carries whole seconds: rounded up, so that the window holds all that was asked for.</summary>
internal static class WholeSeconds
{
    public static long RoundedUp(DateTimeOffset end)
    {
        long seconds = end.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds) < end ? seconds + 1 : seconds;
    }

    public static long RoundedUp(UnixNanos end)
    {
        long seconds = end.ToUnixSeconds();
        return UnixNanos.FromUnixSeconds(seconds) < end ? seconds + 1 : seconds;
    }
}
