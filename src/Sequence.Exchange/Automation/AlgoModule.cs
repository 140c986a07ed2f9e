namespace Sequence.Exchange.Automation;

/// <summary>A WebAssembly module as clients upload it. It is checked and measured, never run, and so not kept.</summary>
/// <param name="SizeBytes">Its size.</param>
internal sealed record AlgoModule(int SizeBytes)
{
    /// <summary>What every binary module begins with.</summary>
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <exception cref="RefusedException">Validation: missing, no base64, or another kind of file.</exception>
    public static AlgoModule Read(string? base64, Field at)
    {
        byte[] bytes = Base64Body.Read(base64, at);
        at.Require(bytes.AsSpan().StartsWith(Magic), "is no WebAssembly module: it must begin with the bytes 00 61 73 6D.");
        return new AlgoModule(bytes.Length);
    }
}
