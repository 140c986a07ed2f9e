namespace Sequence.Exchange.Accounts;

internal sealed partial class Account
{
    /// <summary>Stops new submissions of this client.</summary>
    public KillSwitch KillSwitch { get; } = new();
}
