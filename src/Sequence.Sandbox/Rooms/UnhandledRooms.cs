using Sequence.Sandbox.Wire;

namespace Sequence.Sandbox.Rooms;

/// <summary>Keys and wallets: routed, none handled.</summary>
internal sealed class AccountRoom : AccountOperations;

/// <summary>Transaction costs and intelligence: routed, none handled.</summary>
internal sealed class MonitorRoom : MonitorOperations;
