using System.Reflection.Metadata;
using System.Text;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>Finds paths of this machine in compiled files, and reads where symbols say that the source is.</summary>
internal static class MachinePaths
{
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode];

    private static readonly string[] Folders =
    [
        Repository.Root.TrimEnd(Path.DirectorySeparatorChar),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar),
    ];

    /// <summary>The folders of this machine that the file names, in any of the two encodings of a compiled file.</summary>
    public static IEnumerable<string> In(byte[] file) =>
        from folder in Folders
        where folder.Length > 1
        where Encodings.Any(encoding => file.AsSpan().IndexOf(encoding.GetBytes(folder + Path.DirectorySeparatorChar)) >= 0)
        select folder;

    /// <summary>The source files that portable symbols name, and whether each is embedded.</summary>
    public static IReadOnlyList<(string Name, bool IsEmbedded)> Sources(byte[] symbols)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(handle => (reader.GetString(reader.GetDocument(handle).Name), IsEmbedded(reader, handle)))];
    }

    private static bool IsEmbedded(MetadataReader reader, DocumentHandle document)
    {
        Guid embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        return reader.GetCustomDebugInformation(document)
            .Any(handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind) == embeddedSource);
    }
}
