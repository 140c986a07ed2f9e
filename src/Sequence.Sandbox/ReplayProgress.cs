namespace Sequence.Sandbox;

/// <summary>How far an exchange has replayed the recording of <see cref="SandboxOptions.ReplayFile"/>; see <see cref="SandboxExchange.Replay"/>.</summary>
public sealed class ReplayProgress
{
    private readonly Func<bool> _isFinished;

    internal ReplayProgress(Func<bool> isFinished) => _isFinished = isFinished;

    /// <summary>
    /// Whether everything has been played. The market of a recorded order book has ended then: its book is empty, its orders are
    /// <c>CANCELLED</c> with <c>MARKET_CLOSED</c>, and new ones are refused with 409 <c>MARKET_CLOSED</c>.
    /// </summary>
    public bool IsFinished => _isFinished();
}
