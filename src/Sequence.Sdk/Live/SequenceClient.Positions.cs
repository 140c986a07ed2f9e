namespace Sequence.Sdk;

public sealed partial class SequenceClient
{
    /// <summary>Keeps the account's positions up to date: opens a stream of its fills and reads them (operations openStream, getPositions).</summary>
    /// <param name="cancellationToken">Gives up starting; it has no effect on the tracker afterwards.</param>
    /// <returns>A tracker that has read the positions once; the caller disposes it.</returns>
    /// <exception cref="SequenceApiException">The server refused, with 401 for a bad key.</exception>
    /// <exception cref="SequenceNetworkException">No connection, no answer in time, or the server refuses the topic of fills.</exception>
    public async Task<PositionTracker> TrackPositionsAsync(CancellationToken cancellationToken = default)
    {
        // The tracker reads positions again itself, which tells more than the fills in between.
        MarketDataStream stream = await Stream().Fills().WithoutRecovery().ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await PositionTracker.StartAsync(stream, _transport.Time, token => Positions().FetchAsync(token), cancellationToken).ConfigureAwait(false);
    }
}
