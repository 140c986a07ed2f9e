namespace Sequence.Sdk.Transport;

/// <summary>
/// State of one call over all its attempts. It flows beside the requests, because the final failure must name the operation
/// and say whether any attempt may have reached the server.
/// </summary>
internal sealed class CallContext
{
    private static readonly AsyncLocal<CallContext?> Ambient = new();

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _began;
    private bool _isOut;
    private bool _mayHaveActed;

    private CallContext(TimeProvider time, TimeSpan timeout, CallMode mode)
    {
        _time = time;
        _timeout = timeout;
        _began = time.GetTimestamp();
        Mode = mode;
    }

    public static CallContext Current => Ambient.Value ?? throw new InvalidOperationException("A request was sent outside of a call.");

    public CallMode Mode { get; }

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

    public static CallContext Begin(TimeProvider time, TimeSpan timeout, CallMode mode) => Ambient.Value = new CallContext(time, timeout, mode);

    public void Enter(RawCall? call) => Call = call;

    public void WaitForPermit() => AwaitsPermit = true;

    /// <summary>The request is about to leave.</summary>
    public void MarkSent()
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
