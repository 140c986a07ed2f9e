using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Reference;

/// <summary>
/// The kinds of checks. Rows of text have the form <c>statement = .NET name ! reason of a difference</c>; the last two parts may be missing.
/// A difference is checked like everything else, and must not hold.
/// </summary>
internal static class Facts
{
    /// <summary>Members of an answer: <c>wire_name: type</c>. The member is found by its wire name, and its type must stand for that of the reference.</summary>
    public static IEnumerable<Fact> Fields<T>(string of, params string[] rows) => rows.Select(Row.Parse).Select(row => row.Fact($"{of}.{row.Statement}", () =>
    {
        string[] parts = row.Statement.Split(": ", 2);
        PropertyInfo? property = typeof(T).GetProperties().FirstOrDefault(p => p.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName == parts[0]);
        if (property is null)
            return $"{typeof(T).Name} has no member for {parts[0]}";
        string type = row.Name ?? parts[1];
        return RustType.Fits(type, property.PropertyType, IsNullable(property), parts[0]) ? null : $"{property.Name} is {property.PropertyType}, nullable {IsNullable(property)}";
    }));

    /// <summary>Members that are computed or stand in a result of our own: <c>name: type = .NET name</c>.</summary>
    public static IEnumerable<Fact> Members<T>(string of, params string[] rows) => rows.Select(Row.Parse).Select(row => row.Fact($"{of}.{row.Statement}", () =>
    {
        string[] parts = row.Statement.Split(": ", 2);
        PropertyInfo? property = typeof(T).GetProperty(row.Name ?? string.Empty);
        return property is null ? $"{typeof(T).Name} has no {row.Name}"
            : RustType.Fits(parts[1], property.PropertyType, IsNullable(property)) ? null
            : $"{property.Name} is {property.PropertyType}, nullable {IsNullable(property)}";
    }));

    /// <summary>Methods: <c>name(parameter: type, ..) -&gt; result = .NET name</c>. Two facts each: the parameters, and the result.</summary>
    public static IEnumerable<Fact> Methods<T>(string of, params string[] rows) => rows.Select(Row.Parse).SelectMany(row =>
    {
        string[] halves = row.Statement.Split(" -> ");
        string[] parameters = [.. halves[0][(halves[0].IndexOf('(') + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(": ")[^1])];
        MethodInfo[] Named() => [.. typeof(T).GetMethods().Where(m => m.Name == row.Name)];
        MethodInfo? Find() => Named().FirstOrDefault(method => Takes(method, parameters));
        return new[]
        {
            row.Fact($"{of}{halves[0]}", () => Find() is null ? $"{typeof(T).Name}.{row.Name} takes no {string.Join(", ", parameters)}" : null, isOf: "takes"),
            row.Fact($"{of}{halves[0]} gives {halves[1]}", () => (Find() ?? Named().FirstOrDefault()) is not { } found ? "no such method"
                : Gives(found, halves[1]) ? null : $"it gives {found.ReturnType}", isOf: "gives"),
        };
    });

    /// <summary>Values of an enumeration: <c>Variant = .NET name wire_word</c>.</summary>
    public static IEnumerable<Fact> Words<T>(string of, params string[] rows) => rows.Select(Row.Parse).Select(row => row.Fact($"{of}::{row.Statement}", () =>
    {
        string[] parts = row.Name!.Split(' ');
        object? value = typeof(T).IsEnum
            ? Enum.TryParse(typeof(T), parts[0], out object? named) ? named : null
            : typeof(T).GetProperty(parts[0], BindingFlags.Static | BindingFlags.Public)?.GetValue(null);
        return value is null ? $"{typeof(T).Name} has no {parts[0]}" : parts.Length > 1 && value.ToString() != parts[1] ? $"on the wire it is {value}" : null;
    }));

    /// <summary>A call sends a request: its line, and members of its body by JSON path.</summary>
    public static Fact Sends(string claim, Func<SequenceClient, Task> callAsync, string line, params (string Path, object? Value)[] body) => new(claim, async () =>
    {
        using RecordedCalls calls = new();
        await using SequenceClient client = calls.NewClient();
        try
        {
            await callAsync(client);
        }
        catch (SequenceException) when (calls.Requests.Count > 0)
        {
            // The answer is not that of the operation; only the request counts.
        }

        (string Line, JToken Body, string? _) sent = calls.Requests[0];
        if (sent.Line != line)
            return $"sent {sent.Line}";
        foreach ((string path, object? value) in body)
        {
            JToken? found = sent.Body.SelectToken(path);
            if (value is null ? found is not null : found is null || !JToken.DeepEquals(found, JToken.FromObject(value)))
                return $"{path} is {found?.ToString(Formatting.None) ?? "absent"}";
        }

        return null;
    });

    /// <summary>A document is read as a value.</summary>
    public static Fact Reads<T>(string claim, string json, Func<T, object?> read, object? expected) => new(claim, () =>
    {
        object? found = read(ContractJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(json)));
        return Equals(found, expected) ? null : $"it is {found}";
    });

    /// <summary>An answer of the server is given back as a value.</summary>
    public static Fact Answers(string claim, string answer, Func<SequenceClient, Task<object?>> callAsync, object? expected) => new(claim, async () =>
    {
        using RecordedCalls calls = new(answer);
        await using SequenceClient client = calls.NewClient();
        object? found = await callAsync(client);
        return Equals(found, expected) ? null : $"it is {found}";
    });

    /// <summary>A call is refused before anything is sent.</summary>
    public static Fact Rejects(string claim, Func<SequenceClient, Task> callAsync) => new(claim, async () =>
    {
        using RecordedCalls calls = new();
        await using SequenceClient client = calls.NewClient();
        try
        {
            await callAsync(client);
            return "it was accepted";
        }
        catch (SequenceValidationException)
        {
            return calls.Requests.Count == 0 ? null : "a request was sent first";
        }
    });

    /// <summary>A value is what the reference says.</summary>
    public static Fact Is(string claim, Func<object?> value, object? expected) => new(claim, () => Equals(value(), expected) ? null : $"it is {value()}");

    /// <summary>A type exists under its .NET name.</summary>
    public static Fact Type(string claim, Type type) => new(claim, () => type.IsPublic || type.IsNestedPublic ? null : $"{type} is not public");

    private static bool Takes(MethodInfo method, string[] types)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length < types.Length || parameters.Skip(types.Length).Any(p => !p.IsOptional))
            return false;
        return types.Zip(parameters).All(pair => RustType.Fits(
            pair.First is "serde_json::Value" ? "Value" : pair.First, pair.Second.ParameterType, IsNullable(pair.Second)));
    }

    private static bool Gives(MethodInfo method, string rust)
    {
        Type type = method.ReturnType;
        if (rust == "Self")
            return type == method.DeclaringType || type == method.ReflectedType;
        if (rust == "()")
            return type == typeof(Task);
        bool isNullable = false;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
        {
            isNullable = new NullabilityInfoContext().Create(method.ReturnParameter).GenericTypeArguments[0].ReadState == NullabilityState.Nullable;
            type = type.GetGenericArguments()[0];
        }

        return RustType.Fits(rust, type, isNullable);
    }

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static bool IsNullable(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
}
