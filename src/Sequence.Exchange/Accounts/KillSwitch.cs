namespace Sequence.Exchange.Accounts;

/// <summary>While it is engaged, nothing new can be submitted and no order can grow or be moved across the spread; what works goes on.</summary>
internal sealed class KillSwitch
{
    public bool IsEngaged { get; private set; }

    /// <summary>Why, as the client said it; null when it said nothing.</summary>
    public string? Reason { get; private set; }

    /// <param name="wish">What becomes possible once it is cleared.</param>
    public RefusedException Refuse(string wish) =>
        RefusedException.KillSwitch($"The kill switch is engaged: {Reason ?? "no reason was given"}. Clear it to {wish}.");

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
