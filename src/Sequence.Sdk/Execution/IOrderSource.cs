namespace Sequence.Sdk;

/// <summary>Where an order came from, and where its end can be waited for.</summary>
internal interface IOrderSource
{
    Task<OrderResponse> WhenTerminalAsync(string nodeOrderId, CancellationToken cancellationToken);
}
