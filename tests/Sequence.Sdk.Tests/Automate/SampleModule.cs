namespace Sequence.Sdk.Tests.Automate;

/// <summary>The smallest WebAssembly module: magic number and version.</summary>
internal static class SampleModule
{
    public static byte[] Bytes => [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
}
