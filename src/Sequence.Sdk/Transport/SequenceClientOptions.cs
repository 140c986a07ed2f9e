using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk;

/// <summary>How a <see cref="SequenceClient"/> reaches the server. Read once, when the client is built.</summary>
public class SequenceClientOptions
{
    /// <summary>The production server.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.sequencemkts.com");

    /// <summary>Where the API lives; default <see cref="DefaultBaseAddress"/>. Plain http is accepted for a loopback host only, since every call carries the key.</summary>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>The total time of one call, its body included; default 30 seconds, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a call is repeated at most after its first attempt, 0 to 100; default 3, 0 for never. Repeated are the operations that the contract marks
    /// idempotent (reads, deletes, puts, credentials, and a submit, which carries its graph id), on 429, 502, 503, 504 and when no complete answer came;
    /// any other only when no connection came up. The wait before is random, under a ceiling that doubles from 250 ms to 8 s, or what <c>Retry-After</c> asks for
    /// when that is longer. A wait that <see cref="Timeout"/> does not leave is not begun: the call fails at once.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The requests per second that the account may make, 1 to 1,000,000; default null: no limit on this side. With it every attempt, the opening of a stream included, waits for its turn in a bucket
    /// that holds twice as many and refills at this rate, like the server's, which all keys of an account share. The waits count against <see cref="Timeout"/>.
    /// </summary>
    public int? RateLimitQps { get; set; }

    /// <summary>
    /// A limiter of your own in the place of <see cref="RateLimitQps"/>, such as one that several clients share; default null. Every attempt, the opening of a stream included, takes one permit and holds
    /// it until its answer is there; a permit that is refused fails the call with <see cref="SequenceNetworkException"/>. Dispose it after the clients.
    /// </summary>
    public RateLimiter? RateLimiter { get; set; }

    /// <summary>The clock behind deadlines and waits; default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes request ids and graph ids repeatable, for tests; default null: ids come from the system's entropy.</summary>
    public int? Seed { get; set; }

    /// <summary>
    /// The innermost HTTP handler of calls (streams open their own socket, and waits for orders then use none); default null: a pooled socket handler. The caller who isTransient one also disposes it,
    /// and turns its automatic redirects off: bodies with credentials must not follow them.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Receives the SDK's log messages; default null: none. Messages never hold the key.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>A copy, into which a container can fill what was left open.</summary>
    internal SequenceClientOptions Copy() => (SequenceClientOptions)MemberwiseClone();
}
