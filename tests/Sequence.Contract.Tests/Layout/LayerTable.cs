using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Layout;

/// <summary>The layers of one assembly as docs/architecture.md states them, the uppermost first: the table under the heading that names the assembly.</summary>
internal static partial class LayerTable
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string assembly)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"));
        int heading = Array.IndexOf(lines, $"### `{assembly}`");
        if (heading < 0)
            throw new InvalidDataException($"docs/architecture.md has no heading '### `{assembly}`'.");
        return
        [
            .. lines.Skip(heading + 1).TakeWhile(line => !line.StartsWith('#'))
                .Where(line => line.StartsWith('|')).Skip(2)
                .Select(line => Folder().Matches(line.Split('|')[2]).Select(match => match.Groups[1].Value).ToList()),
        ];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Folder();
}
