using System.Reflection;
using Sequence.Contract.Lint;
using Sequence.Sandbox;
using Sequence.Sandbox.Http;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Generation;

/// <summary>The generated code covers the contract, on both sides of the wire, and shows no more than its models.</summary>
[TestFixture]
public class RawClientTests
{
    private static readonly Assembly Sdk = typeof(SequenceClient).Assembly;
    private static readonly Assembly SandboxAssembly = typeof(OperationTable).Assembly;
    private static readonly Assembly ExchangeAssembly = typeof(FaultSet).Assembly;

    private static readonly ContractDocument Contract = ContractDocument.Parse(Repository.Read(RepositoryCopy.Contract));

    /// <summary>Type and method of every operation, as the generator names them.</summary>
    private static IEnumerable<(string Tag, string Method)> Operations() =>
        from operation in Contract.Operations
        let id = operation.Node.Text("operationId")!
        select (operation.Node.List("tags")[0].ToString(), $"{char.ToUpperInvariant(id[0])}{id[1..]}Async");

    [Test]
    public void Every_operation_has_a_raw_client_method_and_every_method_an_operation()
    {
        IEnumerable<string> expected = Operations().Select(operation => $"Raw{operation.Tag}Client.{operation.Method}");

        Assert.That(
            RawClients().SelectMany(type => Declared(type).Select(method => $"{type.Name}.{method.Name}")),
            Is.EquivalentTo(expected));
        Assert.That(RawClients().SelectMany(Declared).Where(method => method.GetParameters()[^1].ParameterType != typeof(CancellationToken)), Is.Empty);
    }

    [Test]
    public void Every_operation_has_a_handler_to_override_and_every_handler_an_operation()
    {
        IEnumerable<string> expected = Operations().Select(operation => $"{operation.Tag}Operations.{operation.Method}");
        Type[] surfaces = [.. SandboxAssembly.GetTypes().Where(type => type.Namespace == "Sequence.Sandbox.Generation" && type.Name.EndsWith("Operations", StringComparison.Ordinal))];

        Assert.That(
            surfaces.SelectMany(type => Declared(type).Where(method => method.IsVirtual).Select(method => $"{type.Name}.{method.Name}")),
            Is.EquivalentTo(expected));
        Assert.That(surfaces.Where(type => type.IsVisible || !type.IsAbstract), Is.Empty);
    }

    [Test]
    public void Raw_clients_are_internal() =>
        Assert.That(Sdk.GetTypes().Where(type => type.Name.StartsWith("Raw", StringComparison.Ordinal) && type.IsVisible && type.DeclaringType is null), Is.Empty);

    [Test]
    public void Models_are_public_in_the_sdk_and_internal_in_the_exchange()
    {
        string[] models = [.. Contract.Root.Map("components")!.MembersOf("schemas")
            .Where(schema => schema.Name != NullableForm.Name && ((YamlDotNet.RepresentationModel.YamlMappingNode)schema.Value) is var node && (node.Has("properties") || node.Has("enum")))
            .Select(schema => schema.Name)];

        Assert.That(models, Is.Not.Empty);
        Assert.That(models.Where(name => Sdk.GetType($"Sequence.Sdk.{name}") is not { IsPublic: true }), Is.Empty);
        Type[] internals = [.. ExchangeAssembly.GetTypes().Where(type => type.Namespace == "Sequence.Exchange.Wire")];
        Assert.That(internals, Is.Not.Empty);
        Assert.That(internals.Where(type => type.IsVisible), Is.Empty);
    }

    /// <summary>The classes with a method for each operation.</summary>
    internal static IEnumerable<Type> RawClients() => Sdk.GetTypes().Where(type => type.BaseType?.Name == "RawClientBase");

    /// <summary>The methods that the generator wrote for operations.</summary>
    internal static IEnumerable<MethodInfo> Declared(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));
}
