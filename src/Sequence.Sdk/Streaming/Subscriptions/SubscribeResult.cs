namespace Sequence.Sdk;

/// <summary>What became of the topics of one call of <see cref="MarketDataStream.SubscribeAsync(IEnumerable{string}, CancellationToken)"/>.</summary>
/// <param name="Subscribed">The topics that the server took.</param>
/// <param name="Rejected">The topics that it refused, left out of its answer, or did not answer in time; each with the reason when that is known.</param>
public sealed record SubscribeResult(IReadOnlyList<string> Subscribed, IReadOnlyList<StreamEvent.Rejected> Rejected)
{
    /// <summary>The topics.</summary>
    public override string ToString() =>
        $"subscribed: {string.Join(' ', Subscribed)}; rejected: {string.Join(' ', Rejected.Select(r => r.Topic))}";
}
