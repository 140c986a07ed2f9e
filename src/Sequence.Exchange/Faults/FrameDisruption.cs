namespace Sequence.Exchange.Faults;

/// <summary>What a fault does to a frame of a topic on its way to one client; the host carries it out.</summary>
internal abstract record FrameDisruption;

/// <summary>The frame never comes.</summary>
internal sealed record LoseFrame : FrameDisruption;

/// <summary>The frame comes twice.</summary>
internal sealed record DuplicateFrame : FrameDisruption;

/// <summary>The frame comes after the one that follows it.</summary>
internal sealed record ReorderFrame : FrameDisruption;

/// <summary>The frame is held back until the fault is over.</summary>
internal sealed record StallFrame : FrameDisruption;

/// <summary>The frame comes late.</summary>
internal sealed record DelayFrame(TimeSpan Delay) : FrameDisruption;

/// <summary>The content of the frame is replaced.</summary>
internal sealed record RewriteFrame(Func<byte[], Random, byte[]> Rewrite) : FrameDisruption;
