using System.Reflection;

namespace Sequence.Sdk.Tests.Numerics;

/// <summary>What must not compile is shown by what the types do not declare.</summary>
[TestFixture]
public sealed class UnitSafetyTests
{
    private static readonly Type[] Types = [typeof(Qty), typeof(Px), typeof(Usd), typeof(UnixNanos)];

    [TestCaseSource(nameof(Types))]
    public void No_conversion_operator_exists(Type type) =>
        Assert.That(Members(type).Select(member => member.Name), Has.None.EqualTo("op_Implicit").And.None.EqualTo("op_Explicit"));

    [TestCaseSource(nameof(Types))]
    public void No_member_takes_or_gives_a_binary_fraction(Type type)
    {
        Type[] binary = [typeof(double), typeof(float), typeof(Half)];
        IEnumerable<Type> used = Members(type).SelectMany(Signature);
        Assert.That(used.Intersect(binary), Is.Empty);
    }

    [Test]
    public void Sums_and_differences_of_two_units_do_not_exist()
    {
        IEnumerable<string> mixed =
            from type in Types
            from member in Members(type)
            where member.Name is "op_Addition" or "op_Subtraction"
            let operands = member.GetParameters().Select(parameter => parameter.ParameterType).ToArray()
            where operands.Length == 2 && operands[0] != operands[1] && operands[1] != typeof(TimeSpan)
            select $"{member.Name} of {operands[0].Name} and {operands[1].Name}";
        Assert.That(mixed, Is.Empty);
    }

    [Test]
    public void Products_and_quotients_have_these_units_and_no_others()
    {
        IEnumerable<string> found =
            from type in Types
            from member in Members(type)
            where member.Name is "op_Multiply" or "op_Division"
            let operands = member.GetParameters().Select(parameter => parameter.ParameterType.Name)
            select $"{string.Join(member.Name == "op_Multiply" ? " * " : " / ", operands)} = {((MethodInfo)member).ReturnType.Name}";
        string[] expected =
        [
            "Qty * Int64 = Qty", "Int64 * Qty = Qty", "Px * Qty = Usd", "Qty * Px = Usd", "Usd * Int64 = Usd", "Int64 * Usd = Usd",
            "Usd / Qty = Px", "Usd / Px = Qty",
        ];
        Assert.That(found, Is.EquivalentTo(expected));
    }

    private static IEnumerable<MethodBase> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>();

    private static IEnumerable<Type> Signature(MethodBase member) =>
        member.GetParameters()
            .Select(parameter => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType)
            .Append(member is MethodInfo method ? method.ReturnType : typeof(void));
}
