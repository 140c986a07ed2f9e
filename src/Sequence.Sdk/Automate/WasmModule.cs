namespace Sequence.Sdk;

/// <summary>The form in which a WebAssembly module travels.</summary>
internal static class WasmModule
{
    /// <summary>What every binary module begins with: a zero byte and "asm".</summary>
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    public static string ToBase64(ReadOnlyMemory<byte> wasm, string field)
    {
        if (wasm.IsEmpty)
            throw new SequenceValidationException(field, "must not be empty.");
        return wasm.Span.StartsWith(Magic)
            ? Convert.ToBase64String(wasm.Span)
            : throw new SequenceValidationException(field, "is no WebAssembly module: it must begin with the bytes 00 61 73 6D. Pass the content of the .wasm file.");
    }
}
