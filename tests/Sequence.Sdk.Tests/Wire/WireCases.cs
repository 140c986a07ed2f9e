namespace Sequence.Sdk.Tests.Wire;

/// <summary>One verb of the client as a test case: its name is that of the snapshot.</summary>
public sealed record WireVerb(string Name, Func<SequenceClient, Task> CallAsync)
{
    public override string ToString() => Name;
}

/// <summary>One call that must be refused before anything is sent, and the argument that is at fault.</summary>
public sealed record RefusedCall(string Name, string Field, Func<SequenceClient, Task> CallAsync)
{
    public override string ToString() => Name;
}
