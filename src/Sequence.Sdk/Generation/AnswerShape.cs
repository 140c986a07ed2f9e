using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Sequence.Sdk;

/// <summary>
/// Refuses an answer that lacks what the contract promises and a program relies on: an amount of money, which would read as 0,
/// and an object, a list or a row of one, which would be null. A missing word, flag or count is tolerated.
/// </summary>
internal sealed class AnswerShape : DefaultContractResolver
{
    /// <summary>One for all, because it keeps what it learned about every type.</summary>
    public static readonly AnswerShape Instance = new();

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        JsonProperty property = base.CreateProperty(member, memberSerialization);
        if (!property.Ignored && member is PropertyInfo info && info.DeclaringType?.Assembly == typeof(AnswerShape).Assembly && MustCome(info))
            property.Required = Required.Always;
        return property;
    }

    protected override JsonArrayContract CreateArrayContract(Type objectType)
    {
        JsonArrayContract contract = base.CreateArrayContract(objectType);
        if (contract.CollectionItemType is { IsValueType: false } item && item.Assembly == typeof(AnswerShape).Assembly)
            contract.OnDeserializedCallbacks.Add((rows, _) => RefuseNull((IEnumerable)rows));
        return contract;
    }

    /// <summary>The contract has no list with a row that is null, and nobody who reads a list looks for one.</summary>
    private static void RefuseNull(IEnumerable rows)
    {
        int index = 0;
        foreach (object? row in rows)
        {
            if (row is null)
                throw new JsonSerializationException(FormattableString.Invariant($"Row {index} of a list is null."));
            index++;
        }
    }

    // Optional members of the contract are generated as nullable, so what is not nullable is promised.
    private static bool MustCome(PropertyInfo info)
    {
        // x-may-be-missing: the generated property keeps beside it what was sent.
        if (info.DeclaringType!.GetProperty("Sent" + info.Name, BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            return false;
        Type type = info.PropertyType;
        if (type.IsValueType)
            return type == typeof(Qty) || type == typeof(Px) || type == typeof(Usd);
        return type != typeof(string)
            && !typeof(JToken).IsAssignableFrom(type)
            && new NullabilityInfoContext().Create(info).ReadState == NullabilityState.NotNull;
    }
}
