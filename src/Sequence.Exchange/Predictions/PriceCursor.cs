namespace Sequence.Exchange.Predictions;

/// <summary>Walks the prices of a tape along the bars of a history.</summary>
/// <param name="prices">In order of time.</param>
internal sealed class PriceCursor(IEnumerable<(UnixNanos At, Px Price)> prices) : IDisposable
{
    private readonly IEnumerator<(UnixNanos At, Px Price)> _prices = prices.GetEnumerator();
    private bool _isBehind;
    private bool _isOver;

    /// <summary>The latest price that was passed; null before the first.</summary>
    public (UnixNanos At, Px Price)? Last { get; private set; }

    /// <summary>Passes every price before a moment.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Advance(UnixNanos end)
    {
        bool passed = false;
        while (Next() is { } next && next.At < end)
        {
            Last = next;
            _isBehind = false;
            passed = true;
        }

        return passed;
    }

    public void Dispose() => _prices.Dispose();

    /// <summary>The first price that was not passed yet; null after the last.</summary>
    private (UnixNanos At, Px Price)? Next()
    {
        if (!_isBehind && !_isOver)
        {
            _isBehind = _prices.MoveNext();
            _isOver = !_isBehind;
        }

        return _isBehind ? _prices.Current : null;
    }
}
