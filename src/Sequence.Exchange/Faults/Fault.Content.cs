namespace Sequence.Sandbox;

// What can go wrong with answers and frames alike.
public sealed partial class Fault
{
    /// <summary>A request waits before the exchange acts (with <see cref="AfterAccept"/>: its answer waits), a frame of a topic comes late.</summary>
    /// <param name="operationOrTopic">An operation or a topic.</param>
    /// <param name="delay">Of exchange time; more than zero.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public static Fault Delay(string operationOrTopic, TimeSpan delay, int? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return new Fault("delay", operationOrTopic, times) { OnAnswer = new DelayedAnswer(delay), OnFrame = new DelayFrame(delay) };
    }

    /// <summary>Instead of JSON comes something else, of the same length and with the same headers.</summary>
    /// <param name="operationOrTopic">An operation or a topic.</param>
    /// <param name="times">How often; null: until removed.</param>
    public static Fault Garbage(string operationOrTopic, int? times = null) => Rewriting("garbage", operationOrTopic, times, static (body, random) => BodyRewriter.Garbage(body, random));

    /// <summary>Every object gets a member more, which the contract does not know.</summary>
    /// <inheritdoc cref="Garbage" path="/param"/>
    public static Fault UnknownMembers(string operationOrTopic, int? times = null) =>
        Rewriting("unknownMembers", operationOrTopic, times, static (body, _) => BodyRewriter.WithUnknownMembers(body));

    /// <summary>A member with a text, such as an enumeration, gets a value that the contract does not know.</summary>
    /// <param name="operationOrTopic">An operation or a topic.</param>
    /// <param name="member">The member's name, such as <c>status</c>, in objects at any depth.</param>
    /// <param name="value">The new value.</param>
    /// <param name="times">How often; null: until removed.</param>
    public static Fault UnknownValue(string operationOrTopic, string member, string value = "UNHEARD_OF", int? times = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(member);
        ArgumentNullException.ThrowIfNull(value);
        return Rewriting("unknownValue", operationOrTopic, times, (body, _) => BodyRewriter.WithValue(body, member, value));
    }

    /// <summary>The exchange's stamps are off: each time in an answer or frame, Unix or ISO 8601, is shifted. Durations stay.</summary>
    /// <param name="by">How far; negative: the exchange is behind.</param>
    /// <param name="operationOrTopic">An operation or a topic; default all of both.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than ten years.</exception>
    public static Fault SkewClock(TimeSpan by, string operationOrTopic = Anything, int? times = null)
    {
        if (by.Duration() > Stamps.MostSkew)
            throw new ArgumentOutOfRangeException(nameof(by), by, "A clock is off by ten years at most.");
        return Rewriting("skewClock", operationOrTopic, times, (body, _) => BodyRewriter.Skewed(body, by));
    }

    private static Fault Rewriting(string name, string operationOrTopic, int? times, Func<byte[], Random, byte[]> rewrite) =>
        new(name, operationOrTopic, times) { OnAnswer = new RewrittenAnswer(rewrite), OnFrame = new RewriteFrame(rewrite) };
}
