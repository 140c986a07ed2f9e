using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Rooms;

/// <summary>Keys and wallets: routed, none handled.</summary>
internal sealed class AccountRoom : AccountOperations;
