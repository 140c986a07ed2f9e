namespace Sequence.Sdk.Transport;

/// <summary>A success without a body, on its way past the generated client, which could not read it; the transport catches it.</summary>
internal sealed class EmptyResponseException : Exception;
