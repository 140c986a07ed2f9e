using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Layout;

/// <summary>The folder of each type and document of a project. Public types share one namespace, so only the folder says where a type belongs.</summary>
internal sealed partial class SourceTree
{
    private readonly ILookup<string, string> _foldersByType;

    private SourceTree(string project, IReadOnlyList<SourceFile> files)
    {
        Project = project;
        Files = files;
        _foldersByType = files
            .SelectMany(file => Declaration().Matches(file.Text)
                .Where(m => !m.Value.StartsWith("public partial", StringComparison.Ordinal) && !m.Value.StartsWith("public readonly partial", StringComparison.Ordinal))
                .Select(m => (Type: $"{file.Namespace}.{m.Groups["name"].Value}", file.Folder)))
            .Distinct()
            .ToLookup(x => x.Type, x => x.Folder, StringComparer.Ordinal);
    }

    public string Project { get; }

    public IReadOnlyList<SourceFile> Files { get; }

    public static SourceTree Read(string project)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        IEnumerable<string> paths = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].Equals("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].Equals("bin", StringComparison.Ordinal));
        return new SourceTree(project, [.. paths.Order(StringComparer.Ordinal).Select(path => SourceFile.Read(root, path))]);
    }

    /// <summary>The folders that declare an outermost type; none for generated types, also where a folder adds members to one (a public partial type).</summary>
    public IEnumerable<string> FoldersOf(string fullName) => _foldersByType[fullName.Split('`')[0]];

    /// <summary>The folder of a document that the debug information names; null for one that the compiler or a generator of its own made.</summary>
    public string? FolderOf(string path)
    {
        if (Path.GetFileName(path) == "Contract.g.cs")
            return AssemblyGraph.Generated;
        string marker = $"/src/{Project}/";
        int at = path.LastIndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || path.Contains("/obj/", StringComparison.Ordinal))
            return null;
        return SourceFile.FirstFolder(path[(at + marker.Length)..]);
    }

    // Declarations at the left margin only: a file-scoped namespace keeps outermost types there.
    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|file|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>?]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

/// <summary>One source file.</summary>
/// <param name="Path">Relative to its project, with forward slashes.</param>
/// <param name="Folder">The first folder, or <see cref="AssemblyGraph.Top"/>.</param>
/// <param name="Namespace">Its file-scoped namespace.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Folder, string Namespace, string Text)
{
    /// <summary>The first folder of a path that is relative to its project.</summary>
    public static string FirstFolder(string relative) =>
        relative.Contains('/', StringComparison.Ordinal) ? relative[..relative.IndexOf('/', StringComparison.Ordinal)] : AssemblyGraph.Top;

    public static SourceFile Read(string root, string path)
    {
        string text = File.ReadAllText(path);
        string relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        return new SourceFile(relative, FirstFolder(relative), NamespaceLine().Match(text).Groups["name"].Value, text);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
