namespace Sequence.Exchange.Accounts;

internal sealed partial class Account
{
    /// <summary>How its paper money begins.</summary>
    public PaperAccount Paper { get; } = new();
}
