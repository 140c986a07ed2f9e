using Microsoft.Extensions.Logging;

namespace Sequence.Sandbox;

/// <summary>How a <see cref="SandboxExchange"/> is set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>The source of all randomness: market makers, keys, request ids, tickets. Default 1; the same seed and the same calls give the same exchange.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The exchange's clock; default <see cref="TimeProvider.System"/>. With a virtual clock the exchange stands still until the clock is moved.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// How many prediction markets are open on each of kalshi and polymarket at the start, 1 to 1,000,000; default 500. They can be found and
    /// traded, and a tenth as many more that are over can be found. A market costs nothing until it is read, quoted or ordered.
    /// </summary>
    public int CatalogueSize { get; init; } = 500;

    /// <summary>
    /// Coins that every fresh account owns beside its cash, by name: <c>["BTC"] = 10m</c> puts 10 BTC on each venue that trades BTC for cash, at the price
    /// of that moment. Quantities of 0 to 10,000 with at most 8 decimals; default none. A reset deposits them anew, seeding with <c>replace</c> drops them.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> OpeningBalances { get; init; } = new Dictionary<string, decimal>();

    /// <summary>
    /// Instruments that are listed besides the default ones, and changes to these: rules, fees, venues; default none. An entry that cannot be
    /// is refused at the start by its place and member. docs/sandbox.md lists the default ones.
    /// </summary>
    public IReadOnlyList<SandboxInstrument> Instruments { get; init; } = [];

    /// <summary>
    /// USD for one unit of a currency, by name: <c>["EUR"] = 1.08m</c>. Above 0, at most 1,000,000 with at most 9 decimals. Added to, and instead of, the default rates
    /// (USD, USDC and USDT 1, ZAR 0.0685). The rates never move: every amount whose name says USD is converted at them.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> UsdRates { get; init; } = new Dictionary<string, decimal>();

    /// <summary>
    /// A recording of an order book (csv.gz with the columns ts_ms, op, order, side, price, qty), replayed as symbol <c>BTC-ZAR</c> of venue <c>replay</c>;
    /// or a session that <see cref="RecordFile"/> wrote, whose clients then trade again, at their distance from the start and with the seed, the catalogue
    /// size and the rate limit of the recording; default null: none.
    /// </summary>
    public string? ReplayFile { get; init; }

    /// <summary>Faults to begin with: a JSON file as docs/sandbox.md describes it; default null: none.</summary>
    public string? FaultFile { get; init; }

    /// <summary>
    /// Where to record every call and every stream frame (<c>.jsonl.gz</c>, without keys, tickets and credentials); the file must not exist. Default null: nowhere.
    /// While it records, the exchange handles one call at a time. <see cref="SandboxReplay"/> plays it again.
    /// </summary>
    public string? RecordFile { get; init; }

    /// <summary>
    /// Where to listen: plain http addresses with <c>localhost</c>, an IP address or <c>*</c> as host, separated by semicolons.
    /// Default <c>http://127.0.0.1:0</c>: loopback, on a port that is free.
    /// </summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>
    /// Host names by which clients may reach the exchange besides loopback names and the address that it listens on: without scheme and port,
    /// <c>*</c> for any; default none. A request under another name is refused with 421 <c>HOST_NOT_ALLOWED</c>. An exchange that listens
    /// on <c>*</c> answers on every numeric address of the machine; its names must be listed here.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Origins of web pages that may call the exchange besides those of loopback names and <see cref="AllowedHosts"/>: such as
    /// <c>https://example.com:8080</c>, <c>*</c> for any; default none. A page of another origin is refused with 403 <c>ORIGIN_NOT_ALLOWED</c>.
    /// Clients that are no browsers send no origin.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>How many acknowledgements and events that must not get lost may wait for one client of a stream before it is closed (with 1008 on a WebSocket); above zero, default 10,000.</summary>
    public int StreamBacklog { get; init; } = 10_000;

    /// <summary>
    /// The requests per second that all keys of a client may make together, above zero; default null: as many as they like. Their bucket holds twice as many
    /// and refills on the exchange's clock; an empty one answers 429 <c>RATE_LIMITED</c>. The opening of a stream counts, calls without a key do not.
    /// </summary>
    public int? RateLimitQps { get; init; }

    /// <summary>Whether a 429 says in <c>Retry-After</c> how many seconds to wait; default false, as documented for the real server.</summary>
    public bool RateLimitRetryAfter { get; init; }

    /// <summary>Receives the exchange's log messages, such as the cause of a 500; default null: none. Messages never hold a key.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
