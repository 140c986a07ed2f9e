using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Layout;

/// <summary>Which room (folder under a project) each type of the sources stands in. Public types share one namespace, so the folder is the room.</summary>
internal sealed partial class SourceTree
{
    private readonly ILookup<string, string> _roomsByType;

    private SourceTree(string project, IReadOnlyList<SourceFile> files)
    {
        Project = project;
        Files = files;
        _roomsByType = files
            .SelectMany(file => Declaration().Matches(file.Text)
                .Where(m => !m.Value.StartsWith("public partial", StringComparison.Ordinal) && !m.Value.StartsWith("public readonly partial", StringComparison.Ordinal))
                .Select(m => (Type: $"{file.Namespace}.{m.Groups["name"].Value}", file.Room)))
            .Distinct()
            .ToLookup(x => x.Type, x => x.Room, StringComparer.Ordinal);
    }

    public string Project { get; }

    public IReadOnlyList<SourceFile> Files { get; }

    public IEnumerable<string> Rooms => Files.Select(f => f.Room).Distinct(StringComparer.Ordinal);

    public static SourceTree Read(string project)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        IEnumerable<string> paths = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].Equals("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].Equals("bin", StringComparison.Ordinal));
        return new SourceTree(project, [.. paths.Order(StringComparer.Ordinal).Select(path => SourceFile.Read(root, path))]);
    }

    /// <summary>
    /// The rooms of a type, by its full name; nested types live with their outermost type. Empty for generated types,
    /// also where a room adds members to one (a public partial type).
    /// </summary>
    public IEnumerable<string> RoomsOf(string fullName)
    {
        string outermost = fullName.Split('+')[0];
        int arity = outermost.IndexOf('`', StringComparison.Ordinal);
        return _roomsByType[arity < 0 ? outermost : outermost[..arity]];
    }

    // Declarations at the left margin only: a file-scoped namespace keeps outermost types there.
    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|file|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

/// <summary>One source file.</summary>
/// <param name="Path">Relative to its project, with forward slashes.</param>
/// <param name="Room">The first folder; empty for a file at the project's top.</param>
/// <param name="Namespace">Its file-scoped namespace.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Room, string Namespace, string Text)
{
    public int LineCount => Text.AsSpan().Count('\n');

    public static SourceFile Read(string root, string path)
    {
        string text = File.ReadAllText(path);
        string relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        string room = relative.Contains('/', StringComparison.Ordinal) ? relative[..relative.IndexOf('/', StringComparison.Ordinal)] : "";
        return new SourceFile(relative, room, NamespaceLine().Match(text).Groups["name"].Value, text);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
