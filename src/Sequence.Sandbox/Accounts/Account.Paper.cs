namespace Sequence.Sandbox.Accounts;

internal sealed partial class Account
{
    private const string LiveKey = "seq_live_";

    /// <summary>A live key trades paper here too, but may not rewrite it.</summary>
    public bool IsLive => Key.StartsWith(LiveKey, StringComparison.Ordinal);

    /// <summary>How its paper money begins.</summary>
    public PaperAccount Paper { get; } = new();
}
