namespace Sequence.Sdk.Transport;

/// <summary>
/// Makes every call of a verb urgent. The contract marks urgent operations (<c>x-urgent</c>); a verb that is made of several operations, such as a decrease,
/// needs all of them in time, the reads included.
/// </summary>
internal static class UrgentScope
{
    private static readonly AsyncLocal<bool> Ambient = new();

    public static bool IsActive => Ambient.Value;

    /// <summary>Holds until the asynchronous method that called this ends; so call it from one.</summary>
    public static void Enter() => Ambient.Value = true;
}
