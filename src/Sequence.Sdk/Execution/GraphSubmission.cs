using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The one way by which an order reaches the server, alone, in a batch or in a graph.</summary>
internal static class GraphSubmission
{
    /// <summary>The node of an order that is sent alone.</summary>
    public const string SingleNodeId = "order";

    /// <summary>An order alone is a graph of one node.</summary>
    public static SubmitBody Single(OrderTerms terms, bool isSandbox, string graphId) => new()
    {
        Nodes = [terms.ToWire(SingleNodeId, QuantitySpec.Fixed(terms.Qty), Activation.Root)],
        Edges = [],
        IsSandbox = isSandbox,
        GraphId = graphId,
    };

    /// <summary>The body carries its graph id already, so that a repetition is recognised by the server.</summary>
    public static Task<SubmitResult> SendAsync(SequenceTransport transport, SubmitBody body, CancellationToken cancellationToken) =>
        transport.CallAsync((raw, token) => raw.Trade.SubmitOrderAsync(body, token), cancellationToken);
}
