using System.Net;

namespace Sequence.Sdk.Transport;

/// <summary>Makes the socket handlers of calls and of streams, so that one setting holds for both.</summary>
/// <param name="baseAddress">The server.</param>
/// <param name="configure">The caller's settings; null for none.</param>
internal sealed class SocketFactory(Uri baseAddress, Action<SocketsHttpHandler>? configure)
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Whether an address is this machine, which no proxy may stand in front of: plain http to it carries the key in clear text.</summary>
    public static bool IsLoopback(Uri address)
    {
        string host = address.IdnHost.TrimEnd('.');
        return address.IsLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? ip) && IPAddress.IsLoopback(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip));
    }

    /// <summary>The handler of calls and of server-sent events.</summary>
    public SocketsHttpHandler NewForCalls() => Configured(new SocketsHttpHandler
    {
        PooledConnectionLifetime = DefaultLifetime,
        ConnectCallback = MonitoredSocket.ConnectAsync,
    });

    /// <summary>The handler of one WebSocket.</summary>
    /// <param name="liveness">Touched on every byte read.</param>
    public SocketsHttpHandler NewForStream(LivenessMonitor liveness)
    {
        SocketsHttpHandler handler = Configured(new SocketsHttpHandler());
        Func<SocketsHttpPlaintextStreamFilterContext, CancellationToken, ValueTask<Stream>>? own = handler.PlaintextStreamFilter;
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.PlaintextStreamFilter = async (context, cancellationToken) =>
            new LivenessStream(own is null ? context.PlaintextStream : await own(context, cancellationToken).ConfigureAwait(false), liveness);
        return handler;
    }

    private SocketsHttpHandler Configured(SocketsHttpHandler handler)
    {
        configure?.Invoke(handler);

        // Whatever the caller sets: neither a bearer nor a body with credentials may follow a redirect to another host.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        if (IsLoopback(baseAddress))
            handler.UseProxy = false;
        return handler;
    }
}
