using System.Globalization;
using System.Net.Http.Headers;

namespace Sequence.Sdk.Transport;

/// <summary>The <c>Retry-After</c> header: seconds, also with a fraction, or a date.</summary>
internal static class RetryAfter
{
    public const string Header = "Retry-After";

    /// <summary>The longest wait that a timer takes, 49 days; a longer wish counts as this one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public const string DateHeader = "Date";

    /// <summary>A wish beyond this, in seconds, is cut before it is converted.</summary>
    private const decimal Endless = 10_000_000;

    /// <summary>The pause that an answer asks for; null when the header is missing or not readable. In whole milliseconds, which is what timers count.</summary>
    /// <param name="response">The answer. A date is measured against its own <c>Date</c>, since the two clocks need not agree.</param>
    /// <param name="now">The clock here, for an answer without a date of its own.</param>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) => Read(Single(response.Headers, Header), Single(response.Headers, DateHeader), now);

    /// <inheritdoc cref="Of"/>
    /// <param name="text">The header's value; null when it is missing.</param>
    /// <param name="answeredAt">The value of the answer's <c>Date</c>; null when it is missing.</param>
    /// <param name="now">The clock here, for an answer without a date of its own.</param>
    public static TimeSpan? Read(string? text, string? answeredAt, DateTimeOffset now)
    {
        if (text is null)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal seconds))
            return Bounded(TimeSpan.FromTicks((long)(Math.Min(seconds, Endless) * TimeSpan.TicksPerSecond)));
        if (text.Trim() is { Length: > 0 } digits && digits.All(char.IsAsciiDigit))
            return Longest;
        return Date(text) is { } until ? Bounded(until - (Date(answeredAt) ?? now)) : null;
    }

    /// <summary>Whether an answer asks for a pause: 429 always, and 418 when it says for how long, which some gateways send in its place.</summary>
    public static bool IsPause(int status, TimeSpan? retryAfter) => status == 429 || (status == 418 && retryAfter is not null);

    private static DateTimeOffset? Date(string? text) =>
        RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) ? parsed.Date : null;

    private static string? Single(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count == 1 ? values.ToString() : null;

    private static TimeSpan Bounded(TimeSpan wait) => wait <= TimeSpan.Zero ? TimeSpan.Zero : RoundUp(wait) is var whole && whole < Longest ? whole : Longest;

    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
