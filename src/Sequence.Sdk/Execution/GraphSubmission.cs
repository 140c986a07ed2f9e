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

    /// <summary>Sends a body that carries its graph id, so that the server recognises a repetition, and only an answer with this id counts.</summary>
    public static async Task<SubmitResult> SendAsync(SequenceTransport transport, SubmitBody body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallContext? call = null;
        string graphId = body.GraphId ?? throw new InvalidOperationException("A submit without a graph id could not be repeated.");
        try
        {
            SubmitResult accepted = await transport.CallAsync(
                (raw, token) => raw.Trade.SubmitOrderAsync(body, token),
                cancellationToken,
                new CallOptions { Started = started => call = started },
                verify: result => GraphIds.Differs(graphId, result.GraphId) ?? (IsEcho(result) ? "it is the request itself." : null)).ConfigureAwait(false);
            return accepted.Of(body);
        }
        catch (SequenceException e) when (e.MayHaveActed)
        {
            throw new SubmitUnknownException(graphId, e, new SubmitResolver(transport, graphId).FindAsync);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && call is { Outcome: CallOutcome.Ambiguous })
        {
            throw new SubmitCanceledException(graphId, e, new SubmitResolver(transport, graphId).FindAsync, cancellationToken);
        }
    }

    /// <summary>A gateway that gives the request back has the right id too, and nothing of what the server adds.</summary>
    private static bool IsEcho(SubmitResult result) => string.IsNullOrEmpty(result.Status.Value) && result.AdditionalProperties.ContainsKey("nodes");
}
