using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// The entry to Sequence Markets: one client per key, safe for concurrent use and meant to be shared.
/// Its members are grouped by the product ladder, from Level 0 (connect) to Level 5 (monitor), one folder each.
/// </summary>
/// <remarks>Building a client makes no call; the first request checks the key.</remarks>
public sealed partial class SequenceClient : IOrderSource, IDisposable, IAsyncDisposable
{
    private readonly SequenceTransport _transport;
    private readonly AccountWatch _watch;

    /// <summary>A client for one key.</summary>
    /// <param name="key">The API key, <c>seq_live_…</c> or <c>seq_test_…</c>.</param>
    /// <param name="options">Where and how to connect; null for the defaults.</param>
    /// <exception cref="SequenceValidationException">The key is empty, or would travel over plain http to another machine.</exception>
    public SequenceClient(string key, SequenceClientOptions? options = null)
    {
        options ??= new SequenceClientOptions();
        _transport = new SequenceTransport(key, options, this);
        _watch = new AccountWatch(_transport, usesStream: options.HttpHandler is null);
    }

    /// <summary>Closes the connections and ends waits for orders and graphs. Streams opened from this client are closed by their own dispose.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _ = _watch.DisposeAsync().AsTask();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return _watch.DisposeAsync();
    }

    /// <summary>The server's address and the kind of key, never the key.</summary>
    public override string ToString() => $"{nameof(SequenceClient)}({_transport})";
}
