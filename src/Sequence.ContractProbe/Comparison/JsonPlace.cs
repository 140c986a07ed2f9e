using System.Globalization;

namespace Sequence.ContractProbe.Comparison;

/// <summary>A place in an answer: the exact path, and the pattern that all places of its kind share.</summary>
/// <param name="Path">For example <c>$.orders[3].side</c>.</param>
/// <param name="Pattern">For example <c>$.orders[].side</c>.</param>
internal readonly record struct JsonPlace(string Path, string Pattern)
{
    /// <summary>The answer itself.</summary>
    public static JsonPlace Root { get; } = new("$", "$");

    public JsonPlace Member(string name)
    {
        string shown = ServerText.Show(name);
        return new JsonPlace($"{Path}.{shown}", $"{Pattern}.{shown}");
    }

    /// <summary>An entry of an object whose names are data, such as venues.</summary>
    public JsonPlace Entry(string name) => new($"{Path}.{ServerText.Show(name)}", $"{Pattern}.*");

    public JsonPlace Item(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), $"{Pattern}[]");
}
