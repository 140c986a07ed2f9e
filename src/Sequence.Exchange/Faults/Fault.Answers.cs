namespace Sequence.Sandbox;

// What can go wrong with a request and its answer.
public sealed partial class Fault
{
    private const int LeastStatus = 400;
    private const int MostStatus = 599;

    /// <summary>The connection ends before the exchange acts: the request is lost.</summary>
    /// <param name="operationId">An operation, or <c>*</c>.</param>
    /// <param name="times">How often; null: until removed.</param>
    public static Fault DropBeforeAccept(string operationId, int? times = null) => new("dropBeforeAccept", operationId, times) { OnAnswer = new CutAnswer(IsReset: false) };

    /// <summary>The exchange acts, and the connection ends without an answer.</summary>
    /// <inheritdoc cref="DropBeforeAccept" path="/param"/>
    public static Fault DropAfterAccept(string operationId, int? times = null) =>
        new("dropAfterAccept", operationId, times) { OnAnswer = new CutAnswer(IsReset: false), IsAfterAccept = true };

    /// <summary>The connection is reset (TCP RST) before the exchange acts.</summary>
    /// <inheritdoc cref="DropBeforeAccept" path="/param"/>
    public static Fault ResetConnection(string operationId, int? times = null) => new("resetConnection", operationId, times) { OnAnswer = new CutAnswer(IsReset: true) };

    /// <summary>An error of the exchange itself, in the documented envelope with a code, without acting.</summary>
    /// <param name="operationId">An operation, or <c>*</c>.</param>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another status.</exception>
    public static Fault Status(string operationId, int status, int? times = null)
    {
        CheckStatus(status);
        return new Fault("status", operationId, times) { OnAnswer = new RefusedAnswer(status, null) };
    }

    /// <summary>An error page in HTML of a gateway in front of the exchange, which does not act.</summary>
    /// <param name="operationId">An operation, or <c>*</c>.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <param name="status">The HTTP status, 400 to 599; default 502.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another status.</exception>
    public static Fault GatewayPage(string operationId, int? times = null, int status = 502)
    {
        CheckStatus(status);
        return new Fault("gatewayPage", operationId, times) { OnAnswer = new GatewayAnswer(status) };
    }

    /// <summary>429 <c>RATE_LIMITED</c>, without acting.</summary>
    /// <param name="operationId">An operation, or <c>*</c>.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>, rounded up to whole seconds; null: none, as the API documents.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative wait.</exception>
    public static Fault RateLimit(string operationId, int? times = null, TimeSpan? retryAfter = null)
    {
        if (retryAfter < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(retryAfter), retryAfter, "A wait is zero or more.");
        return new Fault("rateLimit", operationId, times) { OnAnswer = new RefusedAnswer(429, retryAfter) };
    }

    /// <summary>The body breaks off half-way; the headers promise all of it.</summary>
    /// <inheritdoc cref="DropBeforeAccept" path="/param"/>
    public static Fault TruncateBody(string operationId, int? times = null) => new("truncateBody", operationId, times) { OnAnswer = new TruncatedAnswer() };

    /// <summary>The body comes byte by byte, the first at once, the last after the delay of exchange time.</summary>
    /// <param name="operationId">An operation, or <c>*</c>.</param>
    /// <param name="delay">From the first to the last byte; more than zero.</param>
    /// <param name="times">How often; null: until removed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public static Fault SlowBody(string operationId, TimeSpan delay, int? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return new Fault("slowBody", operationId, times) { OnAnswer = new SlowAnswer(delay) };
    }

    private static void CheckStatus(int status)
    {
        if (status is < LeastStatus or > MostStatus)
            throw new ArgumentOutOfRangeException(nameof(status), status, $"An error has a status from {LeastStatus} to {MostStatus}.");
    }
}
