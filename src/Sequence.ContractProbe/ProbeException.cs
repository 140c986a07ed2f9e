namespace Sequence.ContractProbe;

/// <summary>The comparison cannot be made at all: a wrong option, a server that does not answer, a key that is refused. The message is one sentence.</summary>
internal sealed class ProbeException(string message) : Exception(message);
