namespace Sequence.Sdk.Transport;

/// <summary>How a call may be made.</summary>
internal enum CallManner
{
    /// <summary>Repeated where that is safe; the answer's body is read whole.</summary>
    Usual,

    /// <summary>One attempt: the caller has its own way to try again.</summary>
    Once,

    /// <summary>One attempt, whose body stays unread for a reader of events.</summary>
    Stream,
}

/// <summary>
/// What became of one call so far. It travels beside the requests, because the failure that comes up in the end must name the operation
/// and tell whether any attempt may have reached the server.
/// </summary>
internal sealed class CallScope
{
    private static readonly AsyncLocal<CallScope?> Ambient = new();

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _began;
    private bool _isOut;
    private bool _mayHaveActed;

    private CallScope(TimeProvider time, TimeSpan timeout, CallManner manner)
    {
        _time = time;
        _timeout = timeout;
        _began = time.GetTimestamp();
        Manner = manner;
    }

    public static CallScope Current => Ambient.Value ?? throw new InvalidOperationException("A request was sent outside of a call.");

    public CallManner Manner { get; }

    /// <summary>The operation; null until its request is made.</summary>
    public RawCall? Call { get; private set; }

    /// <summary>What listeners will be told; null until the request is made.</summary>
    public CallReport? Report { get; set; }

    /// <summary>How often the request went out.</summary>
    public int Attempts { get; private set; }

    /// <summary>The status of the last answer; null when none came.</summary>
    public int? Status { get; private set; }

    /// <summary>True while the request waits for the rate limiter.</summary>
    public bool AwaitsPermit { get; private set; }

    /// <summary>False only when it is certain that no attempt made the server act.</summary>
    public bool MayHaveActed => _isOut || _mayHaveActed;

    /// <summary>What is left of the total deadline.</summary>
    public TimeSpan Left => _timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _timeout - _time.GetElapsedTime(_began);

    public static CallScope Begin(TimeProvider time, TimeSpan timeout, CallManner manner) => Ambient.Value = new CallScope(time, timeout, manner);

    public void Enter(RawCall? call) => Call = call;

    public void WaitForPermit() => AwaitsPermit = true;

    /// <summary>The request is about to leave.</summary>
    public void GoOut()
    {
        AwaitsPermit = false;
        _isOut = true;
        Attempts++;
        Status = null;
    }

    public void Answered(int status) => Status = status;

    /// <summary>The attempt is over without a result.</summary>
    /// <param name="mayHaveActed">False when the server surely did nothing.</param>
    public void Failed(bool mayHaveActed)
    {
        _isOut = false;
        _mayHaveActed |= mayHaveActed;
    }
}
