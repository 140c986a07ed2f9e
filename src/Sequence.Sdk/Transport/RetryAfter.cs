using System.Globalization;
using System.Net.Http.Headers;

namespace Sequence.Sdk.Transport;

/// <summary>The <c>Retry-After</c> header: seconds, also with a fraction, or a date.</summary>
internal static class RetryAfter
{
    public const string Header = "Retry-After";

    /// <summary>Some months, in seconds: no call waits so long.</summary>
    private const decimal Endless = 10_000_000;

    /// <summary>Null when the header is missing or not readable. Rounded up to milliseconds, which is what timers count.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues(Header, out HeaderStringValues values) && values.Count == 1 ? Read(values.ToString(), now) : null;

    /// <summary>Null when the text is not readable.</summary>
    public static TimeSpan? Read(string text, DateTimeOffset now)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds))
            return seconds > Endless ? TimeSpan.MaxValue : RoundUp(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        return RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) && parsed.Date is { } date
            ? date > now ? RoundUp(date - now) : TimeSpan.Zero
            : null;
    }

    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
