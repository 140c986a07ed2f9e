namespace Sequence.Sdk;

// The account behind the key.
public sealed partial class SequenceClient
{
    /// <summary>The account's API keys: create, list, rotate, revoke.</summary>
    public ApiKeys ApiKeys => field ??= new ApiKeys(_transport);

    /// <summary>The account's wallets for trading on chain.</summary>
    public Wallets Wallets => field ??= new Wallets(_transport);

    /// <summary>The paper account of a <c>seq_test_</c> key: its positions and balances. With another key every method fails before anything is sent.</summary>
    public SandboxControl SandboxControl => field ??= new SandboxControl(_transport);
}
