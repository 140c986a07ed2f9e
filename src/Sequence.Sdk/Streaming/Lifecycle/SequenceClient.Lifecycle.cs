using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

// The life of prediction markets has sockets of its own: nothing is subscribed on them.
public sealed partial class SequenceClient
{
    /// <summary>Opens the stream of prediction markets that appear, the latest about 128 first. Operation: openNewMarketsStream.</summary>
    /// <param name="cancellationToken">Gives up opening; it has no effect on the stream once that is open.</param>
    /// <returns>An open stream, to be disposed: typed under <see cref="LifecycleStream.Events"/>, or plain payloads.</returns>
    /// <exception cref="SequenceApiException">The server refused, with 401 for a bad key.</exception>
    /// <exception cref="SequenceNetworkException">No connection in time.</exception>
    public Task<LifecycleStream> StreamNewMarketsAsync(CancellationToken cancellationToken = default) =>
        LifecycleStream.OpenAsync(_transport, LifecycleFeed.NewMarkets, cancellationToken);

    /// <summary>Opens the stream of prediction markets that are decided, the latest about 128 first. Operation: openResolvedMarketsStream.</summary>
    /// <inheritdoc cref="StreamNewMarketsAsync"/>
    public Task<LifecycleStream> StreamResolvedMarketsAsync(CancellationToken cancellationToken = default) =>
        LifecycleStream.OpenAsync(_transport, LifecycleFeed.ResolvedMarkets, cancellationToken);
}
