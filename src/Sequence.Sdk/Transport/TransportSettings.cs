using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sequence.Sdk.Transport;

/// <summary>The key and the options of a client, checked; what is wrong is named by its member.</summary>
internal sealed class TransportSettings
{
    private const int MostRetries = 100;
    private const int MostQps = 1_000_000;
    private const int LeastResponseBytes = 1024;

    /// <summary>The longest delay a timer takes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public TransportSettings(string key, SequenceClientOptions options)
    {
        BaseAddress = WithTrailingSlash(options.BaseAddress);
        Credential = new Credential(key, BaseAddress);
        Timeout = Checked(options.Timeout);
        Time = options.TimeProvider ?? throw new SequenceValidationException(nameof(options.TimeProvider), "must not be null.");
        MaxRetries = Check.InRange(options.MaxRetries, 0, MostRetries, nameof(options.MaxRetries));
        int? qps = options.RateLimitQps is int given ? Check.InRange(given, 1, MostQps, nameof(options.RateLimitQps)) : null;
        if (options.RateLimiter is not null && qps is not null)
            throw new SequenceValidationException(nameof(options.RateLimiter), "stands beside RateLimitQps: set one of the two.");
        Limiter = options.RateLimiter ?? (qps is int rate ? new TokenBucket(rate, Time, TokenBucket.ReserveOf(rate)) : null);
        Seed = options.Seed;
        GraphIdFactory = options.GraphIdFactory;
        HttpHandler = options.HttpHandler;
        Sockets = new SocketFactory(BaseAddress, options.ConfigureSockets);
        MaxResponseBytes = Check.InRange(options.MaxResponseBytes, LeastResponseBytes, Array.MaxLength, nameof(options.MaxResponseBytes));
        Log = options.LoggerFactory?.CreateLogger(TransportLog.Category) ?? NullLogger.Instance;
    }

    public Uri BaseAddress { get; }

    public Credential Credential { get; }

    public TimeSpan Timeout { get; }

    public TimeProvider Time { get; }

    public int MaxRetries { get; }

    /// <summary>The pace of everything that goes to the server; null for none.</summary>
    public RateLimiter? Limiter { get; }

    public int? Seed { get; }

    public Func<string>? GraphIdFactory { get; }

    public HttpMessageHandler? HttpHandler { get; }

    /// <summary>Makes the sockets of calls, unless there is a handler of the caller's own, and those of streams always.</summary>
    public SocketFactory Sockets { get; }

    /// <summary>The most bytes of one answer.</summary>
    public int MaxResponseBytes { get; }

    public ILogger Log { get; }

    private static TimeSpan Checked(TimeSpan timeout)
    {
        if (timeout != System.Threading.Timeout.InfiniteTimeSpan && (timeout <= TimeSpan.Zero || timeout > LongestTimeout))
            throw new SequenceValidationException(nameof(SequenceClientOptions.Timeout), "must be above 0 and at most 49 days, or infinite.");
        return timeout;
    }

    private static Uri WithTrailingSlash(Uri? address)
    {
        const string Field = nameof(SequenceClientOptions.BaseAddress);
        if (address is null)
            throw new SequenceValidationException(Field, "must not be null.");
        if (!address.IsAbsoluteUri)
            throw new SequenceValidationException(Field, "must be an absolute http or https address.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            throw new SequenceValidationException(Field, "must hold a host and at most a path: no query, fragment or user.");
        return new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
    }
}
