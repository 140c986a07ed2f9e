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
    private bool _isInFlight;

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

    /// <summary>True when the operation only reads: whatever became of it, it changed nothing.</summary>
    public bool IsRead { get; private set; }

    /// <summary>True when a success without a body is an answer of this call.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What listeners will be told; null until the request is made.</summary>
    public CallReport? Report { get; set; }

    /// <summary>Number of attempts sent.</summary>
    public int Attempts { get; private set; }

    /// <summary>The status of the last response; null when none came.</summary>
    public int? Status { get; private set; }

    /// <summary>The request id of the last response, else of the request; null before the first attempt.</summary>
    public string? RequestId { get; set; }

    /// <summary>True while the request waits for the rate limiter.</summary>
    public bool AwaitsPermit { get; private set; }

    /// <summary>The last attempt that ended; null when none did.</summary>
    public AttemptResult? Last { get; private set; }

    /// <summary>True when an attempt that ended may have made the server act.</summary>
    public bool HasDoubt { get; private set; }

    /// <summary>What the attempts so far did on the server.</summary>
    public CallOutcome Outcome => OutcomeClassifier.Combine(_isInFlight, HasDoubt, Last);

    /// <summary>False when it is certain that no attempt changed anything on the server.</summary>
    public bool MayHaveActed => Outcome == CallOutcome.Ambiguous && !IsRead;

    /// <summary>What is left of the total deadline.</summary>
    public TimeSpan Left => _timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _timeout - _time.GetElapsedTime(_began);

    public static CallContext Begin(TimeProvider time, TimeSpan timeout, CallMode mode, bool mayBeEmpty = false) =>
        Ambient.Value = new CallContext(time, timeout, mode) { MayBeEmpty = mayBeEmpty };

    public void Enter(HttpRequestMessage request)
    {
        Call = RawCall.Of(request);
        IsRead = request.Method == HttpMethod.Get;
    }

    public void WaitForPermit() => AwaitsPermit = true;

    /// <summary>The request is about to leave.</summary>
    public void MarkSent()
    {
        AwaitsPermit = false;
        _isInFlight = true;
        Attempts++;
        Status = null;
    }

    public void Answered(int status) => Status = status;

    /// <summary>The attempt ended, or its answer turned out to be something else.</summary>
    public void Record(AttemptResult attempt)
    {
        _isInFlight = false;
        Last = attempt;
        HasDoubt |= attempt.Outcome == CallOutcome.Ambiguous;
    }

    /// <summary>Records an attempt that was cancelled in flight, or failed unexpectedly, as ambiguous.</summary>
    public void Abandon()
    {
        if (_isInFlight)
            Record(new AttemptResult(CallOutcome.Ambiguous, "abandoned") { IsTransient = true });
    }
}
