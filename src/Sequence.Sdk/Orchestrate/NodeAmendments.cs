namespace Sequence.Sdk;

public partial class NodeAmendments
{
    internal static NodeAmendments Checked(NodeAmendments? amendments)
    {
        if (amendments is null or { Urgency: null, MaxSlippageBps: null, HorizonMs: null, Qty: null, AdditionalProperties.Count: 0 })
            throw new SequenceValidationException("amendments", "must change something: urgency, slippage, horizon or quantity.");
        if (amendments.Urgency is Urgency urgency)
            Check.Text(urgency.Value, "amendments.urgency");
        if (amendments.MaxSlippageBps is int basisPoints)
            Amounts.BasisPoints(basisPoints, "amendments.max_slippage_bps");
        if (amendments.HorizonMs is long horizon)
            Check.InRange(horizon, 0, long.MaxValue, "amendments.horizon_ms");
        if (amendments.Qty is Qty qty)
            Amounts.Positive(qty, "amendments.qty");
        return amendments;
    }
}
