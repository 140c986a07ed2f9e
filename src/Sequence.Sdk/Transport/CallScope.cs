namespace Sequence.Sdk.Transport;

/// <summary>Lets a failure name its operation: the request, which knows it, is gone when the failure comes up.</summary>
internal sealed class CallScope
{
    private static readonly AsyncLocal<CallScope?> Ambient = new();

    /// <summary>The operation that was last sent; null while nothing was.</summary>
    public RawCall? Sent { get; private set; }

    public static CallScope Begin() => Ambient.Value = new CallScope();

    public static void Enter(RawCall? call)
    {
        if (Ambient.Value is { } scope)
            scope.Sent = call;
    }
}
