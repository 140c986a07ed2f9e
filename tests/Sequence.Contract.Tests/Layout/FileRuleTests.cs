namespace Sequence.Contract.Tests.Layout;

/// <summary>Files stay short, and names say what a thing is.</summary>
public sealed class FileRuleTests
{
    private const int MostLines = 400;

    private static readonly string[] Folders = ["src", "tests", "samples"];

    private static readonly SourceTree[] Trees = [.. Products.Names.Select(SourceTree.Read), SourceTree.Read("Sequence.ContractProbe")];

    private static readonly string[] EmptyWords = ["Util", "Utils", "Utility", "Helper", "Helpers", "Manager", "Common", "Misc"];

    private static IEnumerable<string> Sources() =>
        Folders
            .Select(folder => Path.Combine(Repository.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"));

    [Test]
    public void No_file_is_longer_than_400_lines() =>
        Assert.That(Sources().Where(path => File.ReadLines(Path.Combine(Repository.Root, path)).Count() > MostLines), Is.Empty);

    [Test]
    public void No_name_is_an_empty_word() =>
        Assert.That(
            Sources().Where(path => path.Split('/', '.').Any(part => EmptyWords.Any(word => part.EndsWith(word, StringComparison.Ordinal)))),
            Is.Empty);

    [Test]
    public void Every_source_file_of_the_products_has_its_namespace() =>
        Assert.That(
            Trees.SelectMany(tree => tree.Files)
                .Where(file => file.Namespace.Length == 0 && !file.Path.EndsWith("Program.cs", StringComparison.Ordinal))
                .Select(file => file.Path),
            Is.Empty);
}
