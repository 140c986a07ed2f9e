using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sequence.Sandbox.Faults;

/// <summary>The connection below a WebSocket.</summary>
internal interface ISocketControl
{
    bool IsSilent { get; }

    /// <summary>Ends it.</summary>
    void Abort();

    /// <summary>Ends it with RST.</summary>
    void Reset();

    /// <summary>From now on nothing gets through, neither way, and the connection stays.</summary>
    void Silence();
}

/// <summary>The bytes below a WebSocket: they pass unchanged until a fault silences the connection.</summary>
/// <param name="inner">The upgraded connection.</param>
/// <param name="http">Its request.</param>
internal sealed class FaultInjectingStream(Stream inner, HttpContext http) : Stream, ISocketControl
{
    private readonly CancellationTokenSource _left = new();
    private volatile bool _silent;

    public bool IsSilent => _silent;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts such a stream below every WebSocket; runs in front of the framework's own upgrade.</summary>
    public static Task Below(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            http.Features.Set<IHttpUpgradeFeature>(new Upgrade(upgrade, http));
        return next(http);
    }

    public void Abort() => http.Abort();

    public void Reset() => Connection.Reset(http);

    public void Silence() => _silent = true;

    /// <summary>Keeps a silent connection open after its session has given it up, until the peer ends it or the exchange does.</summary>
    public async Task StayAsync()
    {
        if (!_silent)
            return;
        byte[] ignored = new byte[1024];
        try
        {
            while (await inner.ReadAsync(ignored, http.RequestAborted).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The connection is gone.
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource? both = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _left.Token) : null;
        while (true)
        {
            int count = await inner.ReadAsync(buffer, both?.Token ?? _left.Token).ConfigureAwait(false);
            if (!_silent || count == 0)
                return count;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _silent ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => _silent ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!_silent)
            inner.Flush();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _left.Cancel();
            if (!_silent)
                inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class Upgrade(IHttpUpgradeFeature upgrade, HttpContext http) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync()
        {
            var stream = new FaultInjectingStream(await upgrade.UpgradeAsync().ConfigureAwait(false), http);
            http.Features.Set(stream);
            return stream;
        }
    }
}
