using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Rooms;

/// <summary>Level 2: orders and fills.</summary>
internal sealed class TradeRoom : TradeOperations;
