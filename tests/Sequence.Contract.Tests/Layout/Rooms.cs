using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Layout;

/// <summary>The two products as ArchUnitNET sees them, with the rooms of their sources.</summary>
internal static class Rooms
{
    public static readonly IReadOnlyList<string> Ladder = ["Connect", "See", "Trade", "Orchestrate", "Automate", "Monitor", "Account"];

    public static readonly Architecture Architecture = new ArchLoader()
        .LoadAssemblies(typeof(SequenceClient).Assembly, typeof(Sequence.Sandbox.SandboxExchange).Assembly)
        .Build();

    public static readonly SourceTree Sdk = SourceTree.Read("Sequence.Sdk");

    public static readonly SourceTree Sandbox = SourceTree.Read("Sequence.Sandbox");

    /// <summary>The types that stand in a room of the SDK. The client itself has a part in every room and belongs to none.</summary>
    public static IReadOnlyList<IType> TypesIn(params IEnumerable<string> rooms) =>
        [.. Architecture.Types.Where(t => IsOfSdk(t) && t.FullName != typeof(SequenceClient).FullName && Sdk.RoomsOf(t.FullName).Intersect(rooms).Any())];

    public static IReadOnlyList<IType> TypesOfSandbox() =>
        [.. Architecture.Types.Where(t => AssemblyOf(t) == "Sequence.Sandbox")];

    public static bool IsOfSdk(IType type) => AssemblyOf(type) == "Sequence.Sdk";

    private static string AssemblyOf(IType type) => type.Assembly.Name.Split(',')[0];

    /// <summary>Every dependency of the types that a rule forbids, as readable lines.</summary>
    public static IEnumerable<string> Breaches(IEnumerable<IType> types, Func<IType, IType, bool> isForbidden) =>
        types.SelectMany(type => type.Dependencies
                .Select(dependency => dependency.Target)
                .Where(target => target is not GenericParameter && isForbidden(type, target))
                .Select(target => $"{type.FullName} uses {target.FullName}"))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
