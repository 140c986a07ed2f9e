using System.Reflection;
using System.Runtime.CompilerServices;
using Sequence.Sandbox;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.ApiMap;

/// <summary>The public names of the packages, as a reader of the map asks for them.</summary>
internal static class PublicMembers
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly Type[] Types =
        [.. typeof(SequenceClient).Assembly.GetExportedTypes().Concat(typeof(SandboxExchange).Assembly.GetExportedTypes()).Concat(typeof(FaultSet).Assembly.GetExportedTypes())];

    private static readonly ILookup<string, Type> ByName = Types.Where(type => !type.IsNested).ToLookup(SimpleName, StringComparer.Ordinal);

    private static readonly MethodInfo[] Extensions =
    [
        .. Types.Where(type => type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute))),
    ];

    /// <summary>A type of the packages by its simple name, or null.</summary>
    public static Type? TypeOf(string name) => ByName[name].FirstOrDefault();

    /// <summary>Members and nested types of that name, those of base types and extension methods included.</summary>
    public static IReadOnlyList<MemberInfo> Of(Type owner, string name) =>
    [
        .. WithBases(owner).SelectMany(type => type.GetMember(name, Everything)).Distinct(),
        .. Extensions.Where(method => method.Name == name && method.GetParameters()[0].ParameterType.IsAssignableFrom(owner)),
    ];

    /// <summary>What a member gives: the value of a property, the result of a call, awaited.</summary>
    public static Type ResultOf(MemberInfo member) => member switch
    {
        Type type => type,
        PropertyInfo property => Awaited(property.PropertyType),
        FieldInfo field => field.FieldType,
        MethodInfo method => Awaited(method.ReturnType),
        _ => typeof(void),
    };

    /// <summary>Some overload takes a parameter of each name at its place; an empty name fits any.</summary>
    public static bool Takes(IEnumerable<MemberInfo> members, IReadOnlyList<string> names) =>
        members.OfType<MethodBase>().Any(method =>
        {
            ParameterInfo[] parameters = [.. method.GetParameters().Skip(method.IsDefined(typeof(ExtensionAttribute)) ? 1 : 0)];
            return names.Count <= parameters.Length && names.Zip(parameters).All(pair => pair.First.Length == 0 || pair.First == pair.Second.Name);
        });

    public static string SimpleName(Type type) => type.Name.Split('`')[0];

    private static IEnumerable<Type> WithBases(Type type) => type.IsInterface ? type.GetInterfaces().Prepend(type) : [type];

    private static Type Awaited(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        bool isTask = plain.IsGenericType && (plain.GetGenericTypeDefinition() == typeof(Task<>) || plain.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isTask ? plain.GetGenericArguments()[0] : plain;
    }
}
