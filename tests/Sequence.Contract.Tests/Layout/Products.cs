using System.Reflection;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Layout;

/// <summary>The assemblies whose layers are checked.</summary>
internal static class Products
{
    private static readonly Assembly[] Assemblies = [typeof(SequenceClient).Assembly, typeof(FaultSet).Assembly, typeof(SandboxExchange).Assembly];

    public static readonly IReadOnlyList<AssemblyGraph> Graphs = [.. Assemblies.Select(assembly => AssemblyGraph.Read(assembly.Location, assembly.GetName().Name!))];

    public static IEnumerable<string> Names => Assemblies.Select(assembly => assembly.GetName().Name!);

    public static AssemblyGraph Graph(string name) => Graphs.Single(graph => graph.Name == name);
}
