using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>A generated enumeration that keeps words it does not know.</summary>
internal interface IOpenEnum<TSelf> where TSelf : struct, IOpenEnum<TSelf>
{
    string Value { get; }

    static abstract TSelf Create(string value);
}

/// <summary>Reads and writes an open enumeration as its word.</summary>
internal sealed class OpenEnumConverter<T> : JsonConverter where T : struct, IOpenEnum<T>
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T) || objectType == typeof(T?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        reader.TokenType switch
        {
            JsonToken.Null => objectType == typeof(T?) ? null : default(T),
            JsonToken.String => T.Create((string)reader.Value!),
            _ => throw JsonProblem.At(reader, $"Expected a word of {typeof(T).Name}, but found {reader.TokenType}"),
        };

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        if (value is T word)
            writer.WriteValue(word.Value);
        else
            writer.WriteNull();
    }
}
