namespace Sequence.Sdk.Transport;

/// <summary>Carries a success without a body past the generated client, which cannot read one; the transport catches it.</summary>
internal sealed class EmptyResponseException : Exception;
