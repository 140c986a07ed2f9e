namespace Sequence.Exchange.Accounts;

/// <summary>One key of a client, without its secret.</summary>
/// <param name="Id">Stays the same when the key is rotated.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Label">The client's name for it; null for a key that the client brought along.</param>
/// <param name="IsLive">True for <c>seq_live_</c>, false for <c>seq_test_</c>.</param>
internal sealed record ApiKey(string Id, Client Owner, string? Label, bool IsLive)
{
    public const string LivePrefix = "seq_live_";
    public const string TestPrefix = "seq_test_";

    public Account Account => IsLive ? Owner.Live : Owner.Paper;
}
