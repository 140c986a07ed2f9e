using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>What a converter throws: unlike the plain constructor it keeps the place.</summary>
internal static class JsonProblem
{
    public static JsonSerializationException At(JsonReader reader, string problem) => At(reader, reader.Path, problem);

    /// <param name="reader">The reader, which may have gone on.</param>
    /// <param name="path">Where the value began.</param>
    /// <param name="problem">What is wrong, without the place.</param>
    public static JsonSerializationException At(JsonReader reader, string path, string problem)
    {
        (int line, int position) = reader is IJsonLineInfo info && info.HasLineInfo() ? (info.LineNumber, info.LinePosition) : (0, 0);
        return new JsonSerializationException($"{problem} at '{path}'.", path, line, position, null);
    }
}
