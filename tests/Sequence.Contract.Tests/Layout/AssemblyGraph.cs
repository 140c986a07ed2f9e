using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sequence.Contract.Tests.Layout;

/// <summary>What uses what inside one compiled assembly, between its folders and between its types.</summary>
/// <remarks>
/// A method belongs to the folder of the document that its debug information names, so that each part of a partial class counts where it is written.
/// A type, with its fields, base types, interfaces and attributes, belongs to the folder of the file that is named after it.
/// Nested types and lambdas belong to their outermost type.
/// </remarks>
internal sealed class AssemblyGraph
{
    /// <summary>The folder of what the build generates from the contract, together with what that stands on.</summary>
    public const string Generated = "Generation";

    /// <summary>The files beside the project file.</summary>
    public const string Top = "(top)";

    private readonly SourceTree _tree;
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);
    private readonly HashSet<Use> _uses = [];
    private readonly HashSet<ExternalUse> _externalUses = [];

    private AssemblyGraph(ModuleDefinition module, SourceTree tree)
    {
        _tree = tree;
        Name = module.Assembly.Name.Name;
        foreach (TypeDefinition type in module.Types.Where(type => type.Name != "<Module>"))
        {
            if (HomeOf(type) is { } home)
                _homes[type.FullName] = home;
        }

        foreach (TypeDefinition type in module.Types.Where(type => _homes.ContainsKey(type.FullName)))
            Read(type, type);
    }

    public string Name { get; }

    public IReadOnlyCollection<Use> Uses => _uses;

    /// <summary>The types of other assemblies that are used.</summary>
    public IReadOnlyCollection<ExternalUse> ExternalUses => _externalUses;

    public IEnumerable<string> Types => _homes.Keys;

    public IEnumerable<string> Folders => _homes.Values.Concat(_uses.SelectMany(use => new[] { use.From, use.To })).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static AssemblyGraph Read(string assemblyPath, string project)
    {
        using var resolver = new DefaultAssemblyResolver();
        var platform = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        foreach (string? directory in platform.Split(Path.PathSeparator).Prepend(assemblyPath).Select(Path.GetDirectoryName).Distinct())
            resolver.AddSearchDirectory(directory);
        using var module = ModuleDefinition.ReadModule(assemblyPath, new ReaderParameters { ReadSymbols = true, AssemblyResolver = resolver });
        return new AssemblyGraph(module, SourceTree.Read(project));
    }

    /// <summary>The folder of a type, by its full name.</summary>
    public string FolderOf(string type) => _homes[type];

    public ILookup<string, string> FolderEdges() =>
        _uses.Where(use => use.From != use.To).Select(use => (use.From, use.To)).Distinct().ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);

    public ILookup<string, string> TypeEdges() =>
        _uses.Where(use => use.User != use.Used).Select(use => (use.User, use.Used)).Distinct().ToLookup(edge => edge.User, edge => edge.Used, StringComparer.Ordinal);

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    /// <summary>Null for what the compiler makes for itself.</summary>
    private string? HomeOf(TypeDefinition type)
    {
        string[] declared = [.. _tree.FoldersOf(type.FullName)];
        if (declared.Length == 1)
            return declared[0];
        string[] written = [.. WithNested(type).SelectMany(each => each.Methods).Select(DocumentOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (type.Name.StartsWith('<') || (written.Length > 0 && written.All(path => _tree.FolderOf(path) is null)))
            return null;
        string name = type.Name.Split('`')[0] + ".cs";
        string[] folders = [.. written.OrderByDescending(path => Path.GetFileName(path) == name).Select(_tree.FolderOf).OfType<string>()];
        return folders.Length == 0 || folders.Contains(Generated) ? Generated : folders[0];
    }

    private static string? DocumentOf(MethodDefinition method) =>
        method.DebugInformation.SequencePoints.FirstOrDefault()?.Document.Url.Replace('\\', '/');

    private string FolderOf(MethodDefinition method) =>
        WrittenIn([method]) ?? WrittenIn(StateMachineOf(method)?.Methods) ?? WrittenIn(method.DeclaringType.IsNested ? method.DeclaringType.Methods : null)
            ?? _homes[Outermost(method.DeclaringType).FullName];

    private string? WrittenIn(IEnumerable<MethodDefinition>? methods) =>
        methods?.Select(DocumentOf).OfType<string>().Select(_tree.FolderOf).FirstOrDefault(folder => folder is not null);

    /// <summary>An asynchronous method or an iterator has its text in a nested class.</summary>
    private static TypeDefinition? StateMachineOf(MethodDefinition method) =>
        method.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute")
            ?.ConstructorArguments[0].Value is TypeReference machine ? machine.Resolve() : null;

    private void Read(TypeDefinition type, TypeDefinition outermost)
    {
        string home = WrittenIn(type.IsNested ? type.Methods : null) ?? _homes[outermost.FullName];
        Add(outermost, home, type.BaseType);
        foreach (InterfaceImplementation implemented in type.Interfaces)
            Add(outermost, home, implemented.InterfaceType);
        ReadAttributes(outermost, home, type);
        foreach (GenericParameter parameter in type.GenericParameters)
            ReadConstraints(outermost, home, parameter);
        foreach (FieldDefinition field in type.Fields)
        {
            PropertyDefinition? property = type.Properties.FirstOrDefault(each => field.Name == $"<{each.Name}>k__BackingField");
            string folder = property?.GetMethod is { } getter ? FolderOf(getter) : home;
            Add(outermost, folder, field.FieldType);
            ReadAttributes(outermost, folder, field);
        }

        foreach (PropertyDefinition property in type.Properties)
            ReadAttributes(outermost, (property.GetMethod ?? property.SetMethod) is { } accessor ? FolderOf(accessor) : home, property);
        foreach (MethodDefinition method in type.Methods)
            Read(method, outermost);
        foreach (TypeDefinition nested in type.NestedTypes)
            Read(nested, outermost);
    }

    private void Read(MethodDefinition method, TypeDefinition outermost)
    {
        string folder = FolderOf(method);
        Add(outermost, folder, method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Add(outermost, folder, parameter.ParameterType);
            ReadAttributes(outermost, folder, parameter);
        }

        foreach (GenericParameter parameter in method.GenericParameters)
            ReadConstraints(outermost, folder, parameter);
        ReadAttributes(outermost, folder, method);
        if (!method.HasBody)
            return;
        foreach (VariableDefinition variable in method.Body.Variables)
            Add(outermost, folder, variable.VariableType);
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
            Add(outermost, folder, handler.CatchType);
        foreach (Instruction instruction in method.Body.Instructions)
            ReadOperand(outermost, folder, instruction.Operand);
    }

    private void ReadOperand(TypeDefinition outermost, string folder, object? operand)
    {
        switch (operand)
        {
            case TypeReference type:
                Add(outermost, folder, type);
                break;
            case MethodReference method:
                Add(outermost, folder, method.DeclaringType, FolderOfUsed(method));
                Add(outermost, folder, method.ReturnType);
                foreach (ParameterDefinition parameter in method.Parameters)
                    Add(outermost, folder, parameter.ParameterType);
                if (method is GenericInstanceMethod generic)
                {
                    foreach (TypeReference argument in generic.GenericArguments)
                        Add(outermost, folder, argument);
                }

                break;
            case FieldReference field:
                Add(outermost, folder, field.DeclaringType);
                Add(outermost, folder, field.FieldType);
                break;
        }
    }

    private string? FolderOfUsed(MethodReference method) =>
        method.DeclaringType.GetElementType().Resolve() is { } type && _homes.ContainsKey(Outermost(type).FullName) && method.Resolve() is { } definition
            ? FolderOf(definition)
            : null;

    private void ReadAttributes(TypeDefinition outermost, string folder, ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes)
        {
            Add(outermost, folder, attribute.AttributeType);
            foreach (CustomAttributeArgument argument in attribute.ConstructorArguments)
            {
                // A state machine is named by its method; its text is read where it stands.
                if (argument.Value is TypeReference named && !attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
                    Add(outermost, folder, named);
            }
        }
    }

    private void ReadConstraints(TypeDefinition outermost, string folder, GenericParameter parameter)
    {
        foreach (GenericParameterConstraint constraint in parameter.Constraints)
            Add(outermost, folder, constraint.ConstraintType);
    }

    private void Add(TypeDefinition user, string from, TypeReference? used, string? to = null)
    {
        switch (used)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (TypeReference argument in generic.GenericArguments)
                    Add(user, from, argument);
                Add(user, from, generic.ElementType, to);
                return;
            case TypeSpecification specified:
                Add(user, from, specified.ElementType);
                return;
        }

        if (used.Scope is AssemblyNameReference assembly)
        {
            _externalUses.Add(new ExternalUse(user.FullName, from, used.FullName, assembly.Name));
            return;
        }

        if (used.Resolve() is not { } definition)
            return;
        string name = Outermost(definition).FullName;
        if (!_homes.TryGetValue(name, out string? home))
            return;

        // The parts of one type share its state, which stands in its home; a part that calls another part is a use.
        bool isOwn = name == user.FullName;
        if (isOwn && (to is null || to == home))
            return;
        _uses.Add(new Use(user.FullName, from, name, to ?? home));
    }
}

/// <summary>One type uses another.</summary>
/// <param name="User">The outermost type that uses.</param>
/// <param name="From">The folder in which it does.</param>
/// <param name="Used">The outermost type that is used.</param>
/// <param name="To">The folder of what is used.</param>
internal sealed record Use(string User, string From, string Used, string To)
{
    public override string ToString() => $"{From} -> {To}: {User} uses {Used}";
}

/// <summary>A type uses a type of another assembly.</summary>
/// <param name="User">The outermost type that uses.</param>
/// <param name="From">The folder in which it does.</param>
/// <param name="Used">The type that is used.</param>
/// <param name="Assembly">Where that stands.</param>
internal sealed record ExternalUse(string User, string From, string Used, string Assembly)
{
    public override string ToString() => $"{From}: {User} uses {Used}";
}
