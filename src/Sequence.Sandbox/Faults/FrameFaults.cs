namespace Sequence.Sandbox.Faults;

/// <summary>The way of a client's frames past the faults. Under the gate.</summary>
/// <param name="faults">The exchange's faults.</param>
/// <param name="scheduler">The exchange's clock.</param>
/// <param name="keep">Sends a frame that must not get lost.</param>
internal sealed class FrameFaults(FaultInjector faults, Scheduler scheduler, Action<byte[]> keep)
{
    private readonly Dictionary<string, HeldFrames> _held = new(StringComparer.Ordinal);

    /// <summary>No fault acts and none has held anything back.</summary>
    public bool IsClear => faults.IsQuiet && _held.Count == 0;

    /// <summary>How many frames faults hold back.</summary>
    public int Held => _held.Values.Sum(held => held.Count);

    /// <summary>Sends what the faults make of a frame. Whatever they touched is kept: none of it takes the place of another.</summary>
    /// <param name="topic">The frame's topic.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="conflates">Of the topic only the latest frame counts.</param>
    /// <returns>False when no fault touched it: it is still to be sent.</returns>
    public bool Take(string topic, byte[] frame, bool conflates)
    {
        if (!_held.TryGetValue(topic, out HeldFrames? held))
            _held[topic] = held = new HeldFrames(scheduler, conflates, keep);
        IReadOnlyList<byte[]> frames = [frame];
        foreach ((ActiveFault fault, FrameEffect effect) in faults.OnFrame(topic, held))
            frames = effect.Apply(fault, frames, held);
        if (frames.Count > 0)
            frames = held.Around(frames);
        if (frames.Count == 1 && frames[0] == frame)
            return false;
        foreach (byte[] one in frames)
            keep(one);
        return true;
    }

    public void Release(ActiveFault fault)
    {
        foreach (HeldFrames held in _held.Values)
            held.Release(fault);
    }

    /// <summary>The client does not want the topic any longer.</summary>
    public void Forget(string topic)
    {
        if (_held.Remove(topic, out HeldFrames? held))
            held.Forget();
    }
}
