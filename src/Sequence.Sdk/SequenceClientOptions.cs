using Microsoft.Extensions.Logging;

namespace Sequence.Sdk;

/// <summary>How a <see cref="SequenceClient"/> reaches the server. Read once, when the client is built.</summary>
public sealed class SequenceClientOptions
{
    /// <summary>The production server.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.sequencemkts.com");

    /// <summary>Where the API lives; default <see cref="DefaultBaseAddress"/>. Plain http is accepted for a loopback host only, since every call carries the key.</summary>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>The total time of one call, its body included; default 30 seconds, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock behind deadlines and waits; default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes request ids and graph ids repeatable, for tests; default null: ids come from the system's entropy.</summary>
    public int? Seed { get; set; }

    /// <summary>
    /// The innermost HTTP handler of calls (streams open their own socket); default null: a pooled socket handler. The caller who passes one also disposes it,
    /// and turns its automatic redirects off: bodies with credentials must not follow them.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Receives the SDK's log messages; default null: none. Messages never hold the key.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
