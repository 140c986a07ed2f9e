using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// The entry to Sequence Markets: one client per key, safe for concurrent use and meant to be shared.
/// Its members are grouped by the product ladder, from Level 0 (connect) to Level 5 (monitor), one folder each.
/// </summary>
/// <remarks>Building a client makes no call; the first request checks the key.</remarks>
public sealed partial class SequenceClient : IDisposable, IAsyncDisposable
{
    private readonly SequenceTransport _transport;

    /// <summary>A client for one key.</summary>
    /// <param name="key">The API key, <c>seq_live_…</c> or <c>seq_test_…</c>.</param>
    /// <param name="options">Where and how to connect; null for the defaults.</param>
    /// <exception cref="SequenceValidationException">The key is empty, or would travel over plain http to another machine.</exception>
    public SequenceClient(string key, SequenceClientOptions? options = null) =>
        _transport = new SequenceTransport(key, options ?? new SequenceClientOptions());

    /// <summary>Closes the connections. Streams opened from this client are closed by their own dispose.</summary>
    public void Dispose() => _transport.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The server's address and the kind of key, never the key.</summary>
    public override string ToString() => $"{nameof(SequenceClient)}({_transport})";
}
