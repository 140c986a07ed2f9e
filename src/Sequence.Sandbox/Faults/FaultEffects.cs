namespace Sequence.Sandbox.Faults;

/// <summary>What carries a fault out on this host.</summary>
internal static class FaultEffects
{
    public static AnswerEffect Of(AnswerDisruption disruption) => disruption switch
    {
        CutAnswer { IsReset: true } => CutEffect.Reset,
        CutAnswer => CutEffect.Ended,
        RefusedAnswer refused => new RefusalEffect(refused.Status, refused.RetryAfter),
        GatewayAnswer gateway => new GatewayPageEffect(gateway.Status),
        DelayedAnswer delayed => new DelayEffect(delayed.Delay),
        TruncatedAnswer => TruncateEffect.Instance,
        SlowAnswer slow => new SlowBodyEffect(slow.Delay),
        RewrittenAnswer rewritten => new RewriteEffect(rewritten.Rewrite),
        _ => throw new ArgumentOutOfRangeException(nameof(disruption), disruption, "Nothing carries this out."),
    };

    public static FrameEffect Of(FrameDisruption disruption) => disruption switch
    {
        LoseFrame => LostFrames.Instance,
        DuplicateFrame => DuplicatedFrames.Instance,
        ReorderFrame => ReorderedFrames.Instance,
        StallFrame => StalledFrames.Instance,
        DelayFrame delay => new LateFrames(delay.Delay),
        RewriteFrame rewrite => new RewrittenFrames(rewrite.Rewrite),
        _ => throw new ArgumentOutOfRangeException(nameof(disruption), disruption, "Nothing carries this out."),
    };
}
