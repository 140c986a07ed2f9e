using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sequence.Contract.Tests.Completeness;

/// <summary>
/// Who calls whom inside one compiled assembly, from its public members inward. Follows state machines, lambdas and closures;
/// a call of a virtual member counts for every override, so what is not reached here is not called at all.
/// </summary>
internal sealed class CallGraph
{
    private const string StateMachine = "StateMachineAttribute";

    private readonly ILookup<MethodDefinition, MethodDefinition> _overrides;
    private readonly Dictionary<MethodDefinition, string> _methods = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private CallGraph(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. module.GetTypes()];
        _overrides = types.SelectMany(Overrides).ToLookup(pair => pair.Base, pair => pair.Override);
        Walk(types.Where(IsVisible).SelectMany(type => type.Methods).Where(IsVisible).OrderBy(NameOf, StringComparer.Ordinal));
    }

    /// <summary>The public member that leads to a method, by the method's type and name.</summary>
    public IReadOnlyDictionary<string, string> Methods =>
        _methods.GroupBy(pair => NameOf(pair.Key), pair => pair.Value).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The public member that leads to the use of a text constant.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    public static CallGraph Read(string assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        return new CallGraph(module);
    }

    private void Walk(IEnumerable<MethodDefinition> roots)
    {
        Queue<MethodDefinition> open = new();
        foreach (MethodDefinition root in roots.Where(root => _methods.TryAdd(root, NameOf(root))))
            open.Enqueue(root);
        while (open.TryDequeue(out MethodDefinition? method))
        {
            string root = _methods[method];
            foreach (MethodDefinition next in Next(method).Where(next => _methods.TryAdd(next, root)))
                open.Enqueue(next);
            foreach (string text in Instructions(method).Select(line => line.Operand).OfType<string>())
                _texts.TryAdd(text, root);
        }
    }

    private IEnumerable<MethodDefinition> Next(MethodDefinition method) =>
        Instructions(method).SelectMany(Targets).SelectMany(target => _overrides[target].Prepend(target))
            .Concat(StateMachineOf(method))
            .Concat(Initializer(method.DeclaringType));

    private static IEnumerable<MethodDefinition> Targets(Instruction line) => line.Operand switch
    {
        MethodReference reference when IsHere(reference) && reference.Resolve() is { } target => [target],
        FieldReference reference when IsHere(reference) => Initializer((TypeDefinition)reference.DeclaringType.GetElementType()),
        _ => [],
    };

    /// <summary>The body of an asynchronous method or an iterator stands in a type of its own.</summary>
    private static IEnumerable<MethodDefinition> StateMachineOf(MethodDefinition method) =>
        from attribute in method.CustomAttributes
        where attribute.AttributeType.Name.EndsWith(StateMachine, StringComparison.Ordinal)
        let type = (TypeReference)attribute.ConstructorArguments[0].Value
        from body in type.Resolve().Methods
        select body;

    private static IEnumerable<MethodDefinition> Initializer(TypeDefinition type) => type.Methods.Where(method => method.IsConstructor && method.IsStatic);

    private static IEnumerable<(MethodDefinition Base, MethodDefinition Override)> Overrides(TypeDefinition type) =>
        from ancestor in Ancestors(type)
        from inherited in ancestor.Methods
        where inherited.IsVirtual
        from method in type.Methods
        where method.IsVirtual && method.Parameters.Count == inherited.Parameters.Count
            && (method.Name == inherited.Name || method.Overrides.Any(explicitly => explicitly.Name == inherited.Name))
        select (inherited, method);

    private static IEnumerable<TypeDefinition> Ancestors(TypeDefinition type)
    {
        IEnumerable<TypeReference> bases = type.Interfaces.Select(implemented => implemented.InterfaceType);
        if (type.BaseType is { } parent)
            bases = bases.Append(parent);
        return bases.Select(reference => reference.GetElementType()).OfType<TypeDefinition>().SelectMany(found => Ancestors(found).Prepend(found));
    }

    private static Mono.Collections.Generic.Collection<Instruction> Instructions(MethodDefinition method) => method.HasBody ? method.Body.Instructions : [];

    // A type of this assembly stands in it by definition, one of another only by reference.
    private static bool IsHere(MemberReference reference) => reference.DeclaringType.GetElementType() is TypeDefinition;

    private static bool IsVisible(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType));

    private static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string NameOf(MethodDefinition method) => $"{method.DeclaringType.Name}.{method.Name}";
}
