namespace Sequence.Sdk;

/// <summary>What an edge says beyond its trigger. Immutable: every method returns a new one.</summary>
public sealed class EdgeConfig
{
    internal static readonly EdgeConfig Unset = new(null, null, null);

    private readonly Sizing? _sizing;
    private readonly FailureReaction? _onParentCancel;
    private readonly FailureReaction? _onChildReject;

    private EdgeConfig(Sizing? sizing, FailureReaction? onParentCancel, FailureReaction? onChildReject)
    {
        _sizing = sizing;
        _onParentCancel = onParentCancel;
        _onChildReject = onChildReject;
    }

    internal Sizing? Size => _sizing;

    internal string? SizingLabel => _sizing?.ToString();

    /// <summary>How the target is sized; without it a fixed node keeps its quantity and a derived one gets what the parent filled.</summary>
    /// <param name="sizing">One of the values and factories of <see cref="Sdk.Sizing"/>.</param>
    public EdgeConfig Sizing(Sizing sizing) =>
        new(sizing ?? throw new SequenceValidationException("sizing", "must not be null."), _onParentCancel, _onChildReject);

    /// <summary>What happens when the source is cancelled.</summary>
    /// <param name="action">The action.</param>
    public EdgeConfig OnParentCancel(FailureAction action) => new(_sizing, action.ToWire("on_parent_cancel"), _onChildReject);

    /// <summary>What happens when the target is rejected.</summary>
    /// <param name="action">The action.</param>
    public EdgeConfig OnChildReject(FailureAction action) => new(_sizing, _onParentCancel, action.ToWire("on_child_reject"));

    /// <summary>What is set, in a line.</summary>
    public override string ToString() => TextLine.Of("edge", ("sizing", SizingLabel), ("on_parent_cancel", _onParentCancel), ("on_child_reject", _onChildReject));

    internal void WriteTo(GraphEdge edge)
    {
        edge.Sizing = _sizing?.Spec;
        edge.OnParentCancel = _onParentCancel;
        edge.OnChildReject = _onChildReject;
    }
}
