namespace Sequence.Exchange.Accounts;

/// <summary>While it is engaged, nothing new can be submitted; what works goes on.</summary>
internal sealed class KillSwitch
{
    public bool IsEngaged { get; private set; }

    /// <summary>Why, as the client said it; null when it said nothing.</summary>
    public string? Reason { get; private set; }

    public void Engage(string? reason)
    {
        IsEngaged = true;
        Reason = reason;
    }

    public void Clear()
    {
        IsEngaged = false;
        Reason = null;
    }
}
