namespace Sequence.Sdk;

/// <summary>What happens to the rest of a graph when something goes wrong.</summary>
public enum FailureAction
{
    /// <summary>Cancels everything that is open. On the wire: <c>cancel_all_open</c>.</summary>
    CancelAll,

    /// <summary>Cancels what has not started. The wire has one word for both, so today it acts as <see cref="CancelAll"/>.</summary>
    CancelPending,

    /// <summary>Pauses the graph until <see cref="SequenceClient.ResumeGraphAsync"/>. On the wire: <c>pause_graph</c>.</summary>
    Pause,

    /// <summary>Goes on. On the wire: <c>do_nothing</c>.</summary>
    Continue,
}

internal static class FailureActions
{
    public static FailureReaction ToWire(this FailureAction action, string field) => action switch
    {
        FailureAction.CancelAll or FailureAction.CancelPending => FailureReaction.CancelAllOpen,
        FailureAction.Pause => FailureReaction.PauseGraph,
        FailureAction.Continue => FailureReaction.DoNothing,
        _ => throw new SequenceValidationException(field, $"there is no failure action {(int)action}."),
    };
}
