namespace Sequence.Sandbox.Faults;

/// <summary>What faults hold back of one topic for one client. Under the gate.</summary>
/// <param name="scheduler">The exchange's clock.</param>
/// <param name="conflates">Only the latest frame counts.</param>
/// <param name="send">Sends a frame after all.</param>
internal sealed class HeldFrames(Scheduler scheduler, bool conflates, Action<byte[]> send)
{
    private readonly List<(ActiveFault Fault, byte[] Frame)> _before = [];
    private readonly List<(ActiveFault Fault, byte[] Frame)> _behind = [];
    private readonly List<IDisposable> _postponed = [];

    /// <summary>How many frames wait for a release.</summary>
    public int Count => _before.Count + _behind.Count;

    public void Stall(ActiveFault fault, IEnumerable<byte[]> frames)
    {
        foreach (byte[] frame in frames)
        {
            if (conflates)
                _before.RemoveAll(held => held.Fault == fault);
            _before.Add((fault, frame));
        }
    }

    public void PutBehindNext(ActiveFault fault, IEnumerable<byte[]> frames) => _behind.AddRange(frames.Select(frame => (fault, frame)));

    public bool IsHolding(ActiveFault fault) => _before.Concat(_behind).Any(held => held.Fault == fault);

    public void Postpone(TimeSpan delay, IReadOnlyList<byte[]> frames)
    {
        IDisposable? late = null;
        late = scheduler.Schedule(delay, () =>
        {
            _postponed.Remove(late!);
            Send(frames);
        });
        _postponed.Add(late);
    }

    /// <summary>The frames that go out now that one may pass: those that waited in front of it, itself, and those that it overtakes.</summary>
    public IReadOnlyList<byte[]> Around(IReadOnlyList<byte[]> frames)
    {
        // A stall that still lasts lets nothing out; what passes has been let through by its chance.
        List<byte[]> all = [.. _before.Where(held => held.Fault.IsOver).Select(held => held.Frame), .. frames, .. _behind.Select(held => held.Frame)];
        _before.RemoveAll(held => held.Fault.IsOver);
        _behind.Clear();
        return all;
    }

    /// <summary>The fault has ended: what it held back goes out.</summary>
    public void Release(ActiveFault fault)
    {
        foreach (List<(ActiveFault Fault, byte[] Frame)> list in new[] { _before, _behind })
        {
            Send([.. list.Where(held => held.Fault == fault).Select(held => held.Frame)]);
            list.RemoveAll(held => held.Fault == fault);
        }
    }

    /// <summary>Nobody wants them any longer.</summary>
    public void Forget()
    {
        _before.Clear();
        _behind.Clear();
        foreach (IDisposable postponed in _postponed)
            postponed.Dispose();
        _postponed.Clear();
    }

    private void Send(IReadOnlyList<byte[]> frames)
    {
        foreach (byte[] frame in frames)
            send(frame);
    }
}
