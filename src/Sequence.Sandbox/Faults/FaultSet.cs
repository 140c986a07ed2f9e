using Microsoft.AspNetCore.Http;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Hosting;
using Sequence.Sdk;

namespace Sequence.Sandbox;

/// <summary>
/// The faults of one exchange. They act in the order of their adding; several may act on the same request or frame, up to the first that ends the request.
/// The same seed and the same script of calls give the same faults.
/// </summary>
public sealed class FaultSet
{
    private readonly Scheduler _scheduler;
    private readonly int _seed;
    private readonly FaultPlaces _places;
    private readonly List<ActiveFault> _all = [];
    private readonly List<IFaultySocket> _sockets = [];
    private readonly CancellationToken _ended;
    private volatile ActiveFault[] _live = [];
    private int _added;

    internal FaultSet(Scheduler scheduler, int seed, FaultPlaces places, CancellationToken ended)
    {
        _scheduler = scheduler;
        _seed = seed;
        _places = places;
        _ended = ended;
    }

    /// <summary>Those that were added and not removed, also when they are over: a copy of the present state.</summary>
    public IReadOnlyList<ActiveFault> All => _scheduler.Enter(() => _all.ToList());

    /// <summary>No fault can act: nobody needs to ask.</summary>
    internal bool IsQuiet => _live.Length == 0;

    /// <summary>Lets a fault act from now on.</summary>
    /// <param name="fault">A fault may be added several times; each counts on its own.</param>
    /// <exception cref="ArgumentException">The contract has no such operation, or the stream no such topic.</exception>
    public ActiveFault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (_places.Problem(fault) is { } problem)
            throw new ArgumentException(problem, nameof(fault));
        return _scheduler.Enter(() =>
        {
            var active = new ActiveFault(this, fault, Seeds.For(_seed, FormattableString.Invariant($"fault:{_added++}:{fault}")), _scheduler.Now);
            _all.Add(active);
            _live = [.. _live, active];
            if (fault.OnSocket is not null && fault.Begin > TimeSpan.Zero)
                _scheduler.Schedule(fault.Begin, () => ActOnOpenSockets(active));
            else if (fault.OnSocket is not null)
                ActOnOpenSockets(active);
            if (fault.Length is { } length)
                _scheduler.Schedule(fault.Begin + length, () => End(active));
            return active;
        });
    }

    /// <summary>Stops a fault and takes it off the list.</summary>
    /// <param name="fault">One that <see cref="Add"/> gave.</param>
    /// <returns>False when it had been removed before.</returns>
    public bool Remove(ActiveFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return _scheduler.Enter(() =>
        {
            End(fault);
            Release(fault);
            return _all.Remove(fault);
        });
    }

    /// <summary>Stops all faults and empties the list.</summary>
    public void Clear() => _scheduler.Enter(() =>
    {
        foreach (ActiveFault fault in _all.ToList())
            Remove(fault);
    });

    /// <summary>It acts no more. Under the gate.</summary>
    internal void End(ActiveFault fault)
    {
        if (fault.IsOver)
            return;
        fault.MarkOver();
        _live = [.. _live.Where(live => live != fault)];
        // What was held for a count goes out in front of the next frame; a window has no next frame to wait for.
        if (fault.Fault.Length is not null)
            Release(fault);
    }

    /// <summary>The answer of one request, with the faults that act on it around the work.</summary>
    /// <param name="http">The request.</param>
    /// <param name="operationId">Its operation.</param>
    /// <param name="requestId">Named in envelopes.</param>
    /// <param name="work">What the exchange would do without faults.</param>
    internal Task<Answer> AnswerAsync(HttpContext http, string operationId, string requestId, Func<Task<Answer>> work)
    {
        List<(ActiveFault Fault, FaultedCall Call)> drawn = _scheduler.Enter(() => Draw(http, operationId, requestId));
        Func<Task<Answer>> answer = work;
        foreach ((ActiveFault active, FaultedCall call) in Enumerable.Reverse(drawn))
        {
            Func<Task<Answer>> inner = answer;
            AnswerEffect effect = active.Fault.OnAnswer!;
            answer = active.Fault.IsAfterAccept ? () => AfterAsync(effect, call, inner) : () => effect.ApplyAsync(call, inner);
        }

        return answer();
    }

    /// <summary>The faults that act on one frame, with what each needs to know. Under the gate.</summary>
    internal IEnumerable<(ActiveFault Fault, FrameEffect Effect)> OnFrame(string topic, HeldFrames held) => _live
        .Where(active => active.Fault.OnFrame is { } effect && active.Fault.IsAbout(topic) && effect.CanAct(active, held) && active.TryFire(_scheduler.Now))
        .Select(active => (active, active.Fault.OnFrame!));

    /// <summary>The way of one client's frames past the faults.</summary>
    internal FrameLine LineTo(Action<byte[]> keep) => new(this, _scheduler, keep);

    /// <summary>Whether a subscription is to be refused. Under the gate.</summary>
    internal bool Rejects(string topic) => Array.Exists(
        _live, active => active.Fault.RejectsSubscription && active.Fault.IsAbout(topic) && active.TryFire(_scheduler.Now));

    internal void Enter(IFaultySocket socket) => _scheduler.Enter(() =>
    {
        _sockets.Add(socket);
        foreach (ActiveFault active in _live.Where(active => active.Fault.OnSocket is not null && !active.Fault.IsForOpenSocketsOnly))
            Act(active, socket);
    });

    internal void Leave(IFaultySocket socket) => _scheduler.Enter(() => _sockets.Remove(socket));

    /// <summary>The exchange ends, and nobody waits any longer.</summary>
    internal bool AreCalledOff => _ended.IsCancellationRequested;

    private static async Task<Answer> AfterAsync(AnswerEffect effect, FaultedCall call, Func<Task<Answer>> inner)
    {
        Answer answer = await inner().ConfigureAwait(false);
        return await effect.ApplyAsync(call, () => Task.FromResult(answer)).ConfigureAwait(false);
    }

    private List<(ActiveFault Fault, FaultedCall Call)> Draw(HttpContext http, string operationId, string requestId)
    {
        var drawn = new List<(ActiveFault, FaultedCall)>();
        foreach (ActiveFault active in _live)
        {
            if (active.Fault.OnAnswer is not { } effect || !active.Fault.IsAbout(operationId) || !active.TryFire(_scheduler.Now))
                continue;
            drawn.Add((active, new FaultedCall(http, requestId, active.Draw(), new ExchangeClock(_scheduler, _ended))));
            if (effect.EndsCall)
                break;
        }

        return drawn;
    }

    private void ActOnOpenSockets(ActiveFault active)
    {
        foreach (IFaultySocket socket in _sockets.ToList())
            Act(active, socket);
        if (active.Fault.IsForOpenSocketsOnly)
            End(active);
    }

    private void Act(ActiveFault active, IFaultySocket socket)
    {
        if (active.TryFire(_scheduler.Now))
            active.Fault.OnSocket!.Apply(socket);
    }

    private void Release(ActiveFault fault)
    {
        foreach (IFaultySocket socket in _sockets)
            socket.Release(fault);
    }
}
