namespace Sequence.Sandbox.Faults;

/// <summary>What a fault does to a frame of a topic on its way to one client.</summary>
internal abstract class FrameEffect
{
    /// <summary>Whether the occasion counts.</summary>
    public virtual bool CanAct(ActiveFault fault, HeldFrames held) => true;

    /// <param name="fault">The fault, as the owner of what it holds back.</param>
    /// <param name="frames">The frame, or what other faults made of it.</param>
    /// <param name="held">What is held back of the topic.</param>
    /// <returns>What goes on.</returns>
    public abstract IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held);
}

internal sealed class LostFrames : FrameEffect
{
    public static readonly LostFrames Instance = new();

    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held) => [];
}

internal sealed class DuplicatedFrames : FrameEffect
{
    public static readonly DuplicatedFrames Instance = new();

    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held) => [.. frames.SelectMany(frame => new[] { frame, frame })];
}

internal sealed class RewrittenFrames(Func<byte[], Random, byte[]> rewrite) : FrameEffect
{
    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held) => [.. frames.Select(frame => rewrite(frame, fault.Draw()))];
}

internal sealed class StalledFrames : FrameEffect
{
    public static readonly StalledFrames Instance = new();

    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held)
    {
        held.Stall(fault, frames);
        return [];
    }
}

internal sealed class ReorderedFrames : FrameEffect
{
    public static readonly ReorderedFrames Instance = new();

    /// <summary>While one waits to be overtaken, the next must pass.</summary>
    public override bool CanAct(ActiveFault fault, HeldFrames held) => !held.IsHolding(fault);

    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held)
    {
        held.PutBehindNext(fault, frames);
        return [];
    }
}

internal sealed class LateFrames(TimeSpan delay) : FrameEffect
{
    public override IReadOnlyList<byte[]> Apply(ActiveFault fault, IReadOnlyList<byte[]> frames, HeldFrames held)
    {
        held.Postpone(delay, frames);
        return [];
    }
}
