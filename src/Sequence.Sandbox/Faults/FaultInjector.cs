using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Faults;

/// <summary>Carries the faults of an exchange out: on requests, on sockets and on their frames.</summary>
internal sealed class FaultInjector
{
    private readonly FaultSet _faults;
    private readonly Scheduler _scheduler;
    private readonly CancellationToken _ended;
    private readonly List<IFaultySocket> _sockets = [];

    /// <param name="faults">Which faults there are.</param>
    /// <param name="scheduler">The exchange's clock.</param>
    /// <param name="ended">The exchange ends, and nobody waits any longer.</param>
    public FaultInjector(FaultSet faults, Scheduler scheduler, CancellationToken ended)
    {
        (_faults, _scheduler, _ended) = (faults, scheduler, ended);
        faults.Struck += ActOnOpenSockets;
        faults.Released += Release;
    }

    /// <summary>No fault can act: nobody needs to ask.</summary>
    public bool IsQuiet => _faults.IsQuiet;

    /// <summary>The exchange ends, and nobody waits any longer.</summary>
    public bool IsCalledOff => _ended.IsCancellationRequested;

    /// <summary>The answer of one request, with the faults that act on it around the work.</summary>
    /// <param name="http">The request.</param>
    /// <param name="operationId">Its operation.</param>
    /// <param name="requestId">Named in envelopes.</param>
    /// <param name="work">What the exchange would do without faults.</param>
    public Task<Answer> AnswerAsync(HttpContext http, string operationId, string requestId, Func<Task<Answer>> work)
    {
        List<(ActiveFault Fault, FaultedCall Call)> drawn = _scheduler.Enter(() => Draw(http, operationId, requestId));
        Func<Task<Answer>> answer = work;
        foreach ((ActiveFault active, FaultedCall call) in Enumerable.Reverse(drawn))
        {
            Func<Task<Answer>> inner = answer;
            AnswerEffect effect = FaultEffects.Of(active.Fault.OnAnswer!);
            answer = active.Fault.IsAfterAccept ? () => AfterAsync(effect, call, inner) : () => effect.ApplyAsync(call, inner);
        }

        return answer();
    }

    /// <summary>The faults that act on one frame, with what each does. Under the gate.</summary>
    public IEnumerable<(ActiveFault Fault, FrameEffect Effect)> OnFrame(string topic, HeldFrames held)
    {
        foreach (ActiveFault active in _faults.Live)
        {
            if (active.Fault.OnFrame is not { } disruption || !active.Fault.IsAbout(topic))
                continue;
            FrameEffect effect = FaultEffects.Of(disruption);
            if (effect.CanAct(active, held) && active.TryFire(_scheduler.Now))
                yield return (active, effect);
        }
    }

    /// <summary>The faults of the frames of one client.</summary>
    /// <param name="keep">Sends a frame that must not get lost.</param>
    public FrameFaults FramesTo(Action<byte[]> keep) => new(this, _scheduler, keep);

    /// <summary>Whether a subscription is to be refused. Under the gate.</summary>
    public bool Rejects(string topic) => _faults.Rejects(topic);

    public void Enter(IFaultySocket socket) => _scheduler.Enter(() =>
    {
        _sockets.Add(socket);
        foreach (ActiveFault active in _faults.Live.Where(active => active.Fault.OnSocket is not null && !active.Fault.IsForOpenSocketsOnly))
            Act(active, socket);
    });

    public void Leave(IFaultySocket socket) => _scheduler.Enter(() => _sockets.Remove(socket));

    private static async Task<Answer> AfterAsync(AnswerEffect effect, FaultedCall call, Func<Task<Answer>> inner)
    {
        Answer answer = await inner().ConfigureAwait(false);
        return await effect.ApplyAsync(call, () => Task.FromResult(answer)).ConfigureAwait(false);
    }

    private List<(ActiveFault Fault, FaultedCall Call)> Draw(HttpContext http, string operationId, string requestId)
    {
        var drawn = new List<(ActiveFault, FaultedCall)>();
        foreach (ActiveFault active in _faults.Live)
        {
            if (active.Fault.OnAnswer is not { } disruption || !active.Fault.IsAbout(operationId) || !active.TryFire(_scheduler.Now))
                continue;
            drawn.Add((active, new FaultedCall(http, requestId, active.Draw(), new ExchangeClock(_scheduler, _ended))));
            if (disruption.EndsCall)
                break;
        }

        return drawn;
    }

    private void ActOnOpenSockets(ActiveFault active)
    {
        foreach (IFaultySocket socket in _sockets.ToList())
            Act(active, socket);
    }

    private void Act(ActiveFault active, IFaultySocket socket)
    {
        if (active.TryFire(_scheduler.Now))
            Apply(active.Fault.OnSocket!, socket);
    }

    private static void Apply(SocketDisruption disruption, IFaultySocket socket)
    {
        switch (disruption)
        {
            case CloseSocket close:
                socket.CloseWith(close.Code);
                break;
            case ResetSocket:
                socket.Reset();
                break;
            default:
                socket.Silence();
                break;
        }
    }

    private void Release(ActiveFault fault)
    {
        foreach (IFaultySocket socket in _sockets)
            socket.Release(fault);
    }
}
