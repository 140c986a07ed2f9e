using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Rooms;

/// <summary>Level 3: execution graphs.</summary>
internal sealed class OrchestrateRoom : OrchestrateOperations;
