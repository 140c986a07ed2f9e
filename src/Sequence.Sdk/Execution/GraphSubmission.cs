using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The one way by which an order reaches the server, alone, in a batch or in a graph.</summary>
internal static class GraphSubmission
{
    /// <summary>An order alone is a graph of one node.</summary>
    public static SubmitBody Single(OrderTerms terms, bool isSandbox, string graphId) => new()
    {
        Nodes = [terms.ToWire(GraphIds.SingleNode, QuantitySpec.Fixed(terms.Qty), Activation.Root)],
        Edges = [],
        IsSandbox = isSandbox,
        GraphId = graphId,
    };

    /// <summary>The body carries its graph id already, so that a repetition is recognised by the server.</summary>
    public static async Task<SubmitResult> SendAsync(SequenceTransport transport, SubmitBody body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string graphId = body.GraphId ?? throw new InvalidOperationException("A submit without a graph id could not be repeated.");
        try
        {
            SubmitResult accepted = await transport.CallAsync((raw, token) => raw.Trade.SubmitOrderAsync(body, token), cancellationToken).ConfigureAwait(false);
            return accepted.Of(body);
        }
        catch (SequenceException e) when (IsAmbiguous(e))
        {
            throw new SubmitUnknownException(graphId, e, new SubmitResolver(transport, graphId, e as SequenceApiException));
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new SubmitCanceledException(graphId, e, new SubmitResolver(transport, graphId, null), cancellationToken);
        }
    }

    /// <summary>Had an attempt been accepted, these statuses could not come: the server would have answered with the graph that it knows by this id.</summary>
    private static bool IsAmbiguous(SequenceException e) => e is not SequenceApiException { Status: 400 or 409 or 422 } && e.MayHaveActed;
}
