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
    /// when that is longer. 418 with <c>Retry-After</c> counts as 429. If the wait would exceed <see cref="Timeout"/>, the call fails immediately.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The requests per second that the account may make, 1 to 1,000,000; default null: no limit on this side. With it every attempt, the opening of a stream included, waits for its turn in a bucket
    /// that holds twice as many and refills at this rate, like the server's, which all keys of an account share. The waits count against <see cref="Timeout"/>.
    /// A tenth of the bucket, at least one permit, is kept for urgent calls (kill switch, cancels, decreases), which also go ahead of everything that waits.
    /// </summary>
    public int? RateLimitQps { get; set; }

    /// <summary>
    /// A limiter of your own in the place of <see cref="RateLimitQps"/>, such as one that several clients share; default null. Every attempt, the opening of a stream included, takes one permit and holds
    /// it until its answer is there; a permit that is refused fails the call with <see cref="SequenceNetworkException"/>. Dispose it after the clients.
    /// Urgent calls go first when it is an <see cref="IUrgentRateLimiter"/>; otherwise they wait for it like all others.
    /// </summary>
    public RateLimiter? RateLimiter { get; set; }

    /// <summary>
    /// The most bytes that the body of one answer may have, decoded, 1,024 to 2,147,483,591; default 64 MiB. A longer one fails the call with
    /// <see cref="SequenceDeserializationException"/>, after a submit with <see cref="SubmitUnknownException"/>. The same limit holds for one server-sent event.
    /// Of the body of an error no more than 64 KiB are read. Messages of a WebSocket have the limit of their stream.
    /// </summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The clock behind deadlines and waits; default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Makes request ids and the jitter of waits repeatable, for tests; default null: both come from the system's entropy.
    /// Graph ids never depend on it: see <see cref="GraphIdFactory"/>.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>
    /// Makes the graph ids of orders and graphs that were given none; default null: <c>graph_</c> and 32 random hexadecimal digits.
    /// An id is the idempotency key of its submit, so it must never repeat, in no process of the account. Not empty, without a colon. It is called from any thread.
    /// </summary>
    public Func<string>? GraphIdFactory { get; set; }

    /// <summary>
    /// Sets up the sockets of calls, of server-sent events and of WebSockets alike: proxy, client certificates, validation of the server's certificate,
    /// lifetime of connections, decompression; default null. Called on each new handler before it is used: once for all calls, and once for each
    /// WebSocket that is opened, then on any thread.
    /// </summary>
    /// <remarks>
    /// <para>A proxy of the system (<c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>, or the settings of the operating system) is used unless the handler says otherwise;
    /// set <see cref="SocketsHttpHandler.Proxy"/> for another one, or <see cref="SocketsHttpHandler.UseProxy"/> to false for none.
    /// A loopback <see cref="BaseAddress"/> is never proxied, whatever is set.</para>
    /// <para>Redirects and cookies stay off, and a WebSocket's connection is never pooled. With an <see cref="HttpHandler"/> of your own this holds for WebSockets alone.</para>
    /// </remarks>
    /// <example><code>ConfigureSockets = sockets => sockets.Proxy = new WebProxy("http://proxy.example:3128")</code></example>
    public Action<SocketsHttpHandler>? ConfigureSockets { get; set; }

    /// <summary>
    /// The innermost HTTP handler of calls and server-sent events; default null: a pooled socket handler, set up by <see cref="ConfigureSockets"/>.
    /// WebSockets never use it: they open sockets of their own, which <see cref="ConfigureSockets"/> sets up, and waits for orders then use none.
    /// The caller who passes one also disposes it, and turns its automatic redirects off: bodies with credentials must not follow them.
    /// Its proxy is its own affair, also for a loopback <see cref="BaseAddress"/>.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Receives the SDK's log messages; default null: none. Messages never hold the key.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>A copy, into which a container can fill what was left open.</summary>
    internal SequenceClientOptions Copy() => (SequenceClientOptions)MemberwiseClone();
}
